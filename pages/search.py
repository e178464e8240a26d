"""Search: passages, numbers, tables and pictures of all reports."""

from view.frame.page import show
from view.search.page import search_page

show("search", search_page)
