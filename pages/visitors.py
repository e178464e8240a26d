"""Visiting delegations: cases, persons, events, named delegations."""

from view.frame import show
from view.topic_page import topic_page

show("visitors", topic_page)
