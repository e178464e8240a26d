"""The numbers of a speech or press release, held against what the reports print."""

from view.check.page import check_page
from view.frame.page import show

show("check", check_page)
