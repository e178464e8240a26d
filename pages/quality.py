"""Quality: contradictions, restated values, what cannot be told, and what was left unread."""

from view.frame import show
from view.quality import quality_page

show("quality", quality_page)
