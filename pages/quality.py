"""Quality: contradictions, restated values, what cannot be told, and what was left unread."""

from view.frame.page import show
from view.quality.page import quality_page

show("quality", quality_page)
