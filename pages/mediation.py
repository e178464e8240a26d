"""Consumer mediation: from advice through complaints to mediation."""

from view.frame.page import show
from view.topic.page import topic_page

show("mediation", topic_page, by_itself=True)
