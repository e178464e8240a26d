"""Search: passages, numbers, tables and pictures of all reports."""

from view.frame import show
from view.search import search_page

show("search", search_page)
