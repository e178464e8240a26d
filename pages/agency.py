"""Agencies without a catalog: the measures that recur in their reports."""

from view.agency.page import agency_page
from view.frame.page import show

show("agency", agency_page)
