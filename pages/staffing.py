"""Staffing cuts: workers and temporary staff since the merger."""

from view.frame.page import show
from view.topic.page import topic_page

show("staffing", topic_page, by_itself=True)
