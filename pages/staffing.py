"""Staffing cuts: workers and temporary staff since the merger."""

from view.frame import show
from view.topic_page import topic_page

show("staffing", topic_page)
