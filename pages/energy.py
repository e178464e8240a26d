"""Energy saving: rates, measures taken, green procurement."""

from view.frame import show
from view.topic_page import topic_page

show("energy", topic_page)
