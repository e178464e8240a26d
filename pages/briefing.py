"""Five slides and a sentence to say, to be changed and taken away."""

from view.briefing import briefing_page
from view.frame import show

show("briefing", briefing_page)
