"""Names of files that any system can keep."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.words import speaking
from export.file_names import file_name, safe_stem
from export.sheets.all_values import of_everything, of_topic
from findings.extracts import of_metric
from tests.export.taken import made, taken

pytestmark = pytest.mark.usefixtures("published")


def test_topic_panel_years_and_build() -> None:
    extract = taken("mediation", "volumes")
    day = extract.built.isoformat()
    assert file_name(extract, "xlsx") == f"消費爭議調解_諮詢-申訴-調解_104年至109年_{day}.xlsx"
    with speaking("en"):
        english = file_name(taken("mediation", "volumes"), "ods")
    assert english == f"Consumer-mediation_Advice-to-mediation_2015-2020_{day}.ods"
    assert file_name(taken("energy", "rates"), "csv") == f"節能_節電率與節水率_104年_{day}.csv"


def test_metrics_topics_and_everything() -> None:
    one = of_metric("consumer_mediations")
    assert file_name(one, "csv") == f"消費者保護_消費爭議調解_104年至109年_{one.built}.csv"
    topic = of_topic("consumer")
    assert file_name(topic, "ods") == f"消費者保護_104年至109年_{topic.built}.ods"
    assert file_name(of_everything(), "parquet").startswith("全部指標_100年至110年_")
    assert file_name(made([]), "csv") == "試作_未分期_2026-11-20.csv"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('a<b>:"/\\|?*', "a＜b＞：＂／＼｜？＊"),
        ("con", "_con"),
        ("NUL.txt", "_NUL.txt"),
        ("甲. ", "甲"),
        ("", "_"),
        ("..", "_"),
        ("甲\n乙\u202e丙", "甲-乙丙"),
    ],
)
def test_what_a_system_does_not_take(text: str, name: str) -> None:
    assert safe_stem(text) == name


@given(st.text(max_size=300))
def test_any_text_becomes_a_name(text: str) -> None:
    name = safe_stem(text)
    assert name
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', name)
    assert name == name.strip(" .")
    assert len(f"{name}.parquet".encode()) <= 255


def test_a_file_of_that_name_can_be_made(tmp_path: Path) -> None:
    file = tmp_path / f"{safe_stem('調' * 500)}.csv"
    file.write_bytes(b"")
    assert file.exists()
