"""The reader that tests of single files share: it holds no state between files, and is made once a process."""

from catalog.load import load
from ingest.report import ReportReader

READER = ReportReader(load())
