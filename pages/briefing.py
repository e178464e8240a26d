"""Five slides and a sentence to say, to be changed and taken away."""

from view.briefing.page import briefing_page
from view.frame.page import show

show("briefing", briefing_page)
