"""Visiting delegations: cases, persons, events, named delegations."""

from view.frame.page import show
from view.topic.page import topic_page

show("visitors", topic_page, by_itself=True)
