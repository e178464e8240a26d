"""What ``streamlit run app.py`` starts: the server around the pages, and the overview."""

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route
from streamlit.runtime.scriptrunner import get_script_run_ctx

from view.frame import OVERVIEW, show, unexpected
from view.overview import overview
from view.server import PageMiddleware, health

# The server loads this file once for `app`; every visit of the overview runs it as a script.
app = st.App(
    __file__, routes=[Route("/healthz", health)], middleware=[Middleware(PageMiddleware)], on_script_error=unexpected
)

if get_script_run_ctx(suppress_warning=True) is not None:
    show(OVERVIEW, overview)
