"""What ``streamlit run app.py`` starts: the server around the pages, and the overview."""

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route
from streamlit.runtime.scriptrunner import get_script_run_ctx

from catalog.load import load
from ingest.draft import DraftReader
from ingest.preview import PreviewReader
from ingest.publication import build_with
from ingest.read.pdf.page_image import page_image
from view.add.desk import build_reports_by
from view.add.page import read_reports_by
from view.agency.page import agency_overview
from view.check.page import read_drafts_by
from view.frame.page import OVERVIEW, show, unexpected
from view.frame.visit import look_up_singly
from view.overview.page import overview
from view.server.embeds import ROUTES as EMBED_ROUTES
from view.server.feed_routes import ROUTES as FEED_ROUTES
from view.server.memory import be_sparing
from view.server.middleware import PageMiddleware, health, is_page
from view.server.picture_routes import ROUTES as PICTURE_ROUTES
from view.server.ready import make_ready
from view.server.sign_in_routes import sign_in_routes
from view.server.source_routes import source_routes
from warehouse.places import places
from warehouse.succession import Succession

# Answered beside the pages. Ingest draws pages of reports, view sends them: they meet only here.
ROUTES = [
    Route("/healthz", health),
    *source_routes(page_image),
    *FEED_ROUTES,
    *EMBED_ROUTES,
    *PICTURE_ROUTES,
    *sign_in_routes(is_page),
]

look_up_singly()
read_drafts_by(lambda: DraftReader(load()).read)
read_reports_by(PreviewReader().read)
build_reports_by(build_with)
# What a killed server left half published is finished before anything is shown.
Succession(places()).recover()

# The server loads this file once for `app`; every visit of the overview runs it as a script.
app = st.App(__file__, routes=ROUTES, middleware=[Middleware(PageMiddleware)], on_script_error=unexpected)

if get_script_run_ctx(suppress_warning=True) is not None:
    show(OVERVIEW, overview, of_undescribed=agency_overview)
else:
    be_sparing()
    make_ready()
