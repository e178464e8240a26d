"""Reports: what each holds, and which prints which metric."""

from view.frame.page import show
from view.reports.page import reports_page

show("reports", reports_page)
