"""The one lock around PDFium."""

from __future__ import annotations

import threading

# PDFium keeps its state in globals: one thread at a time, for all files and all that is done with them.
PDFIUM = threading.Lock()
