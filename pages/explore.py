"""Any metrics side by side, from every report."""

from view.explore import explore_page
from view.frame import show

show("explore", explore_page)
