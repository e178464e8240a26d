"""Reports: what each holds, and which prints which metric."""

from view.frame import show
from view.reports import reports_page

show("reports", reports_page)
