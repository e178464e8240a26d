"""A series found in reports: its points side by side, to be taken out, split, joined, named, accepted."""

from view.frame.page import show
from view.series.page import series_page

show("series", series_page)
