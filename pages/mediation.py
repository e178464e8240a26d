"""Consumer mediation: from advice through complaints to mediation."""

from view.frame import show
from view.topic_page import topic_page

show("mediation", topic_page)
