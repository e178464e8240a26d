"""What ``streamlit run app.py`` starts: the server around the pages, and the overview."""

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route
from streamlit.runtime.scriptrunner import get_script_run_ctx

from catalog.load import load
from ingest.draft import DraftReader
from ingest.read.pdf.page_image import page_image
from view.agency.page import agency_overview
from view.check.page import read_drafts_by
from view.frame.page import OVERVIEW, show, unexpected
from view.overview.page import overview
from view.server.embeds import ROUTES as EMBED_ROUTES
from view.server.middleware import PageMiddleware, health
from view.server.picture_routes import ROUTES as PICTURE_ROUTES
from view.server.source_routes import source_routes

# Answered beside the pages. Ingest draws pages of reports, view sends them: they meet only here.
ROUTES = [
    Route("/healthz", health),
    *source_routes(page_image),
    *EMBED_ROUTES,
    *PICTURE_ROUTES,
]

read_drafts_by(lambda: DraftReader(load()).read)

# The server loads this file once for `app`; every visit of the overview runs it as a script.
app = st.App(__file__, routes=ROUTES, middleware=[Middleware(PageMiddleware)], on_script_error=unexpected)

if get_script_run_ctx(suppress_warning=True) is not None:
    show(OVERVIEW, overview, of_undescribed=agency_overview)
