"""Pictures: what they say, that every letter is there, and that Chromium is used safely."""

from __future__ import annotations

import contextlib
import io
import os
import re
import signal
import subprocess
import threading
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import kaleido
import pandas as pd
import pytest
from lxml import etree
from PIL import Image

from catalog.words import speaking
from charts.axes import label_width
from charts.palette import DARK, LIGHT, Look
from export.machines import browser, glyphs
from export.machines.browser import NoBrowser
from export.machines.glyphs import MissingGlyphs, check_glyphs
from export.pictures.picture import SIZES, picture_bytes, picture_figure, shown_words
from findings.extracts import Extract
from findings.lanes import Lane, Mark, Shape
from tests.export.office import coloured_share
from tests.export.taken import SITE, taken

pytestmark = pytest.mark.usefixtures("published")
# A code point that stands for no character yet.
NOWHERE = "\u0378"


def _picture(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)
@pytest.mark.parametrize(("size", "pixels"), [("slide", (1920, 1080)), ("square", (1440, 1440)), ("a4", (2382, 3369))])
def test_png_sizes_and_looks(size: str, pixels: tuple[int, int], look: Look) -> None:
    picture = _picture(picture_bytes(taken("visitors", "visits"), "png", size, look, site=SITE))
    assert picture.size == pixels
    assert picture.getpixel((2, 2)) == tuple(bytes.fromhex(look.paper[1:]))
    assert coloured_share(picture, look.ink) > 0.002, "no title"
    assert len(set(picture.resize((200, 200)).get_flattened_data())) > 50, "nothing drawn"


def test_svg_says_everything_as_text() -> None:
    extract = taken("mediation", "volumes")
    data = picture_bytes(extract, "svg", "a4", site=SITE)
    root = etree.fromstring(data)
    text = "".join(root.itertext())
    for told in (extract.drawn.title, extract.name, *extract.sources, SITE + extract.address, extract.build_id):
        assert told in text.replace("\n", ""), told
    for lane in extract.drawn.lanes:
        assert lane.title in text
        assert lane.axis in text
    # No picture, style or font is fetched from anywhere; names of namespaces are no addresses.
    assert not re.findall(r"(?:href|src)=|@import|<script", data.decode())
    assert {own[0] for own in re.findall(r"""url\((?:["']|&quot;)?([^)]+)""", data.decode())} == {"#"}
    assert "Noto Sans CJK TC" in data.decode()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("screen", "panel", "first"),
    [("staffing", "kinds", "業務助理"), ("mediation", "volumes", "消費爭議調解"), ("visitors", "visits", "訪賓人數")],
)
def test_all_lanes_are_drawn_and_the_first_is_that_of_the_title(screen: str, panel: str, first: str, size: str) -> None:
    extract = taken(screen, panel)
    figure = picture_figure(extract, SIZES[size])
    told = [re.sub("<[^>]*>|　.*", "", note["text"]) for note in figure["layout"]["annotations"]]
    lanes = [text for text in told if text in {lane.title for lane in extract.drawn.lanes}]
    assert lanes[0].startswith(first)
    assert sorted(lanes) == sorted(lane.title for lane in extract.drawn.lanes)
    assert not any("另有" in text for text in told)
    layout = figure["layout"]
    inner = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    assert inner / len(lanes) >= SIZES[size].lane, "lanes touch each other"
    assert layout["height"] >= SIZES[size].height


@pytest.mark.parametrize("shape", ["bar", "dot"])
def test_of_labels_over_each_other_the_newest_is_printed(shape: Shape) -> None:
    """Fifty values of halves and years: a label stands where there is room, and none over another or a lane's title."""
    days = pd.date_range("1990-01-01", periods=50, freq="6MS")
    half, year = pd.Timedelta(days=181), pd.Timedelta(days=364)
    marks = tuple(
        Mark(shape, day, day + long, day, 1000.0 + no, f"{1000 + no:,}", "", f"{no}.{long}")
        for no, day in enumerate(days)
        for long in ((half, year) if shape == "bar" else (half,))
    )
    extract = taken("mediation", "volumes")
    lane = Lane("甲", "件", "件", marks)
    crowded = replace(extract, drawn=replace(extract.drawn, lanes=(lane,)))
    printed = _printed(crowded)
    assert {"1,048", "1,049"} & set(printed)
    assert len(printed) * label_width("1,000") < SIZES["slide"].width
    assert len(printed) > 8
    few = replace(crowded, drawn=replace(extract.drawn, lanes=(replace(lane, marks=marks[:3]),)))
    assert shape == "bar" or len(_printed(few)) == 3


def _printed(extract: Extract) -> list[str]:
    traces = picture_figure(extract, SIZES["slide"])["data"]
    return [text for own in traces if own.get("textposition") != "none" for text in own.get("text") or () if text]


@pytest.mark.parametrize("size", ["slide", "square"])
@pytest.mark.parametrize(
    ("screen", "panel", "fits"),
    [("mediation", "volumes", True), ("mediation", "advice", True), ("energy", "rates", True),
     ("staffing", "kinds", False), ("staffing", "approvals", False)],
)  # fmt: skip
def test_a_picture_keeps_its_proportions_where_its_lanes_fit(screen: str, panel: str, fits: bool, size: str) -> None:
    layout = picture_figure(taken(screen, panel), SIZES[size], site=SITE)["layout"]
    own = SIZES[size]
    assert layout["width"] == own.width
    assert (layout["height"] == own.height) == fits
    inner = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    domains = [axis["domain"] for key, axis in layout.items() if key.startswith("yaxis")]
    assert all((high - low) * inner >= 18 for low, high in domains), "a lane is too low to be read"
    heads = [(above[0] - below[1]) * inner for above, below in pairwise(domains)]
    assert min(heads) >= 20, "a title has no room of its own"


def test_what_has_no_room_is_counted() -> None:
    extract = taken("energy", "works")
    figure = picture_figure(extract, SIZES["slide"])
    names = {name for name, _, _ in extract.drawn.timeline}
    drawn = {name for trace in figure["data"] for name in trace["y"]}
    assert 1 < len(drawn) < len(names)
    left = len(names) - len(drawn)
    assert any(f"另有{left}項未畫出" in re.sub(r"\s", "", text) for text in shown_words(figure))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("screen", "panel"), [("visitors", "events"), ("staffing", "approvals"), ("energy", "works")])
def test_words_stay_inside_the_picture(screen: str, panel: str, size: str) -> None:
    root = etree.fromstring(picture_bytes(taken(screen, panel), "svg", size, site=SITE))
    own = SIZES[size]
    layout = picture_figure(taken(screen, panel), own, site=SITE)["layout"]
    assert (root.get("width"), root.get("height")) == (str(own.width), str(layout["height"]))
    inner = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    assert inner > 120
    foot = layout["annotations"][-1]
    lines = foot["text"].count("<br>") + 1
    top = layout["margin"]["t"] + (1 - foot["y"]) * inner
    assert top + lines * 17 <= layout["height"]


def test_a_missing_glyph_is_an_error_that_names_it() -> None:
    extract = taken("visitors", "visits")
    odd = replace(extract, drawn=replace(extract.drawn, title=f"訪賓{NOWHERE}人數"))
    with pytest.raises(MissingGlyphs, match=r"U\+0378"):
        picture_bytes(odd)
    check_glyphs("高雄市政府秘書處 1,234.5% ○◇、（）「」衆眾臺")


def test_glyphs_cannot_be_told_without_fontconfig(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glyphs, "fonts_program", lambda: None)
    glyphs._covered.cache_clear()
    try:
        with pytest.raises(MissingGlyphs, match="fontconfig"):
            check_glyphs("字")
    finally:
        glyphs._covered.cache_clear()


def test_without_chromium_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "none"))
    own = browser._Renderer()
    with pytest.raises(NoBrowser, match="apt-get install chromium"):
        own.picture({"data": [], "layout": {}}, {"format": "png"})


def test_threads_get_their_own_pictures() -> None:
    """Each thread's picture is of the width it asked for and holds its own word."""
    extract = taken("visitors", "visits")
    found: dict[int, bytes] = {}

    def draw(number: int) -> None:
        own = replace(extract, drawn=replace(extract.drawn, title=f"第{number}號"))
        found[number] = picture_bytes(own, "svg")

    threads = [threading.Thread(target=draw, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(f"第{number}號" in data.decode() for number, data in found.items())
    assert len(found) == 8


def _chromium() -> list[int]:
    """The processes of the Chromium that this process started."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid=,comm="], capture_output=True, encoding="utf-8", check=True).stdout
    processes = [(int(pid), int(parent), name) for pid, parent, name in map(str.split, listed.splitlines())]
    family = {os.getpid()}
    for _ in processes:
        family |= {pid for pid, parent, _ in processes if parent in family}
    return [pid for pid, _, name in processes if pid in family and "chrom" in name]


def test_a_killed_chromium_is_started_again() -> None:
    extract = taken("visitors", "visits")
    picture_bytes(extract, "svg")
    own = _chromium()
    assert own
    for process in own:
        # One that another's end took along is gone already.
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    assert extract.name in picture_bytes(extract, "svg").decode()


def test_chromium_is_sent_to_no_other_machine() -> None:
    page = kaleido.PageGenerator(mathjax=False).generate_index()
    assert "mathjax" not in page.lower()
    assert set(re.findall(r"""src="(\w+):""", page)) == {"file"}


@speaking("en")
def test_english() -> None:
    extract: Extract = taken("mediation", "volumes")
    text = "".join(shown_words(picture_figure(extract, SIZES["slide"], site=SITE)))
    assert "Address: " in text
    assert "資料來源" not in text
