"""Invented text reports of any number: agencies with ten half-yearly editions each, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

_WORDS = Path(__file__).with_name("invented.yaml")
EDITIONS = 10
_FIRST_YEAR = 104
_SECTIONS, _SENTENCES = 4, 3
_MARKERS = "壹貳參肆伍陸"


def invented(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """File name and text of each of ``count`` reports, agency by agency, each agency's oldest first.

    Raises:
        ValueError: there are not so many agencies.
    """
    words = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    named = [(government, office) for office in words["offices"] for government in words["governments"]]
    if count > EDITIONS * len(named):
        raise ValueError(f"at most {EDITIONS * len(named)} reports")
    for number in range(count):
        agency, edition = divmod(number, EDITIONS)
        yield f"a{agency:04}-{edition:02}.txt", _report(words, *named[agency], edition, f"{seed}:{agency}")


def write(folder: Path, count: int, seed: int = 1) -> list[Path]:
    """The files of ``count`` invented reports in ``folder``."""
    files = []
    for name, text in invented(count, seed):
        files.append(folder / name)
        files[-1].write_text(text, encoding="utf-8")
    return files


def _report(words: dict[str, Any], government: str, office: str, edition: int, seed: str) -> str:
    """One edition. What an agency writes of is drawn once; its numbers change with each edition."""
    style, drawn = random.Random(seed), random.Random(f"{seed}:{edition}")
    year, half = _FIRST_YEAR + edition // 2, edition % 2
    start, end = (f"{year}年7月1日", f"{year}年12月31日") if half else (f"{year}年1月1日", f"{year}年6月30日")
    day = f"{year + half}年{2 if half else 8}月8日"
    lines = [words["opening"].format(government=government, office=office, day=day, start=start, end=end)]
    for marker, heading in zip(_MARKERS, style.sample(words["headings"], _SECTIONS), strict=False):
        lines.append(f"{marker}、{heading}\n")
        for number in range(1, _SENTENCES + 1):
            chosen, about = style.choice(words["objects"]), style.choice(words["subjects"])
            base = style.randint(40, 9000)
            a = base + drawn.randint(0, base // 4)
            sentence = style.choice(words["sentences"]).format(
                subject=about, object=chosen, unit=words["units"][chosen], a=f"{a:,}", b=f"{a // 7 + 1:,}",
                m=f"{a * 3 + 17:,}", r=f"{80 + drawn.randint(0, 190) / 10:.1f}",
            )  # fmt: skip
            lines.append(f"{number}.{sentence}")
        lines.append("")
    return "\n".join(lines)
