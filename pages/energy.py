"""Energy saving: rates, measures taken, green procurement."""

from view.frame.page import show
from view.topic.page import topic_page

show("energy", topic_page, by_itself=True)
