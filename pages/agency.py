"""A section of an agency's reports: the measures that recur in it."""

from view.agency.page import section_page
from view.frame.page import show

show("agency", section_page)
