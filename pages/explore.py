"""Any metrics side by side, from every report."""

from view.explore.page import explore_page
from view.frame.page import show

show("explore", explore_page, by_itself=True)
