"""What the bench measures the pages against: Streamlit with one radio, one chart and nothing else.

The address may name a file of two figures (``figures``, as a list in JSON), to draw those.
"""

import json
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import streamlit as st

# As many bars as the fullest chart measured, and as high.
_BARS = 15
_HEIGHT = 784


@st.cache_resource
def _figures(file: str) -> list[Any]:
    if file:
        return [go.Figure(figure) for figure in json.loads(Path(file).read_text(encoding="utf-8"))]
    heights = list(range(1, _BARS + 1))
    return [go.Figure(go.Bar(y=own), {"height": _HEIGHT}) for own in (heights, heights[::-1])]


st.set_page_config(layout="wide")
figures = _figures(st.query_params.get("figures", ""))
chosen = st.radio("Values", ["first", "second"], horizontal=True)
st.plotly_chart(figures[0 if chosen == "first" else 1], key="bars")
