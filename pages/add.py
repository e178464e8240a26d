"""A report that is dropped, seen beside the published ones before anybody else does."""

from view.add.page import add_page
from view.frame.page import show

show("add", add_page)
