"""Numbers that wait for a person: what each is a value of, decided one at a time."""

from view.frame.page import show
from view.review.page import review_page

show("review", review_page)
