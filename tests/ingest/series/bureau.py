"""Reports of a bureau that tests of series share: their openings, and what their numbers say."""

from __future__ import annotations

from pathlib import Path

from benchmarks.series import read
from catalog.load import load
from ingest.series.mention import Mention
from ingest.series.mentions import MentionReader

HALF = "高雄市政府勞工局業務報告\n\n報告期間：中華民國112年1月至6月\n\n壹、重要業務\n\n"
YEAR = "高雄市政府勞工局112年度施政績效成果報告\n\n壹、重要業務\n\n"
PLAN = "高雄市政府勞工局113年度施政計畫\n\n壹、重要業務\n\n"


def mentions_of(folder: Path, text: str) -> dict[float, Mention]:
    """The mentions of a report's text by their values; its file is written into ``folder``."""
    file = folder / "report.txt"
    file.write_text(text + "\n", encoding="utf-8")
    return {one.value: one for one in MentionReader(load()).read(0, read([file])[0])}
