"""Sixty consistent reports: twelve years of an office in its three kinds of report, and of two others.

One truth, counted by month, is drawn from a seed; each report tells what it makes of its own period, so that parts
and totals agree within a report, half-years and years between them, and rates with what they are rates of.
"""

from __future__ import annotations

import argparse
import calendar
import math
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from benchmarks.invented import invented
from findings.period_words import ROC_OFFSET

_WORDS = Path(__file__).with_name("decade.yaml")
YEARS = range(103, 115)
OTHERS = 12
_WORKERS_AT_MERGER, _TEMPS_AT_MERGER = 8462, 3462
# Of ten paragraphs that may stand in an edition, how many do.
_KEPT = 0.9
_SPENT = (0.86, 0.99)
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Truth:
    """What happened, by month; ``words`` are those of decade.yaml."""

    words: Mapping[str, Any]
    seed: int

    def _drawn(self, *of: object) -> random.Random:
        return random.Random(":".join(map(str, (self.seed, *of))))

    @cached_property
    def _first_month(self) -> int:
        return (YEARS[0] - 1) * 12

    def counted(self, name: str, months: range) -> int:
        """How many there were in months, told as months since the year 0 of the calendar."""
        mean, yearly, spread = map(float, self.words["monthly"][name])
        return sum(
            max(0, round(mean * yearly ** ((m - self._first_month) / 12) * self._drawn(name, m).gauss(1, spread)))
            for m in months
        )

    def standing(self, name: str, month: int) -> int:
        """How many there are on the first day of a month."""
        first, left = self.words["stocks"][name]
        return round(float(first) * math.pow(float(left), month - self._first_month))

    def facts(self, months: range, month: int) -> dict[str, int | float]:
        """Everything a report may tell of a period, its totals and rates with it; stocks as a month begins."""
        told: dict[str, int | float] = {name: self.counted(name, months) for name in self.words["monthly"]}
        told["phone"] = told["advice"] - told["mail"]
        stocks = {name: self.standing(name, month) for name in self.words["stocks"]}
        told |= stocks
        told["workers"] = stocks["offices"] + stocks["schools"]
        told["temps"] = sum(stocks[name] for name in ("assistants", "subsidised", "managed", "engineers", "others"))
        told["staff"] = told["workers"] + told["temps"]
        told["workers_cut"] = _WORKERS_AT_MERGER - told["workers"]
        told["workers_rate"] = round(100 * told["workers_cut"] / _WORKERS_AT_MERGER, 2)
        told["temps_cut"] = _TEMPS_AT_MERGER - told["temps"]
        told["temps_rate"] = round(100 * told["temps_cut"] / _TEMPS_AT_MERGER, 2)
        before = sum(self.standing(name, month - 12) for name in ("offices", "schools"))
        told["cut"] = before - told["workers"]
        told["saved"] = round(told["cut"] * 55)
        return told

    def money(self, year: int) -> dict[str, int | float]:
        """A year's budget by plan, in thousands, and what was spent of it."""
        drawn = self._drawn("budget", year)
        plans = [round(base * 1.01 ** (year - YEARS[0]) * drawn.uniform(0.95, 1.05)) for base in (26700, 88000, 11200)]
        spent = [round(plan * drawn.uniform(*_SPENT)) for plan in plans]
        told: dict[str, int | float] = {"budget": sum(plans), "spent": sum(spent)}
        told["rate"] = round(100 * told["spent"] / told["budget"], 2)
        for number, (plan, own) in enumerate(zip(plans, spent, strict=True)):
            told |= {f"budget_{number}": plan, f"spent_{number}": own, f"rate_{number}": round(100 * own / plan, 2)}
        return told

    def rates(self, year: int) -> dict[str, float]:
        """A year's rates that follow from nothing else told, and what is planned for it."""
        drawn = self._drawn("rates", year)
        return {
            "green": round(drawn.uniform(95, 100), 1),
            "green_total": round(drawn.uniform(93, 99.5), 1),
            "electricity": round(drawn.uniform(0.4, 3.2), 2),
            "water": round(drawn.uniform(0.5, 4), 2),
            "planned_meetings": 48,
            "planned_gazettes": 100,
            "planned_lessons": 5 * drawn.randint(4, 9),
            "planned_clinics": 50,
        }

    def leaves_out(self, *of: object) -> bool:
        """Whether an edition is silent on a paragraph."""
        return self._drawn("silent", *of).random() > _KEPT


def _office(day: date) -> str:
    return "高雄市政府秘書處" if day < date(2018, 9, 1) else "高雄市政府行政暨國際處"


def _written(day: date) -> str:
    return f"{day.year - ROC_OFFSET}年{day.month}月{day.day}日"


def _day(month: int, last: bool = False) -> date:
    """The first day of a month told as months since the year 0 of the calendar, or its last."""
    year, number = month // 12 + ROC_OFFSET, month % 12 + 1
    return date(year, number, calendar.monthrange(year, number)[1] if last else 1)


def _report(truth: Truth, genre: str, facts: Mapping[str, object], edition: str) -> str:
    words = truth.words[genre]
    values = {name: f"{value:,}" if isinstance(value, int) else str(value) for name, value in facts.items()}
    # Years are printed without a separator.
    values |= {name: str(facts[name]) for name in ("year", "term", "session") if name in facts}
    lines = [words["opening"].format(**values)]
    for marker, (heading, paragraphs) in zip(_NUMERALS, words["sections"].items(), strict=False):
        kept = [one for number, one in enumerate(paragraphs) if not truth.leaves_out(edition, heading, number)]
        lines.append(f"{marker}、{heading}")
        lines += [f"{number}. {one.format(**values)}" for number, one in enumerate(kept, start=1)]
    return "\n\n".join([*lines, words["closing"].format(**values)]) + "\n"


def _council(truth: Truth, months: range) -> str:
    end = _day(months.stop - 1, last=True)
    year, spring = end.year - ROC_OFFSET, end.month == 2
    held = date(end.year, 5 if spring else 10, 6)
    facts = truth.facts(months, months.start + 4) | {
        "office": _office(held), "day": _written(held), "start": _written(_day(months.start)), "end": _written(end),
        "term": 1 + (year - 100) // 4, "session": (year - 100) % 4 * 2 + (1 if spring else 2),
        "stock_day": f"{year}.{1 if spring else 7}.1", "stock_date": f"{year}年{1 if spring else 7}月1日",
    }  # fmt: skip
    return _report(truth, "council", facts, f"council {months.start}")


def _yearly(truth: Truth, genre: str, year: int) -> str:
    facts: dict[str, object] = dict(truth.facts(range(12 * year, 12 * year + 12), 12 * year + 12))
    facts |= truth.money(year) | truth.rates(year)
    facts |= {"office": _office(_day(12 * year + 11)), "year": year}
    return _report(truth, genre, facts, f"{genre} {year}")


def decade(seed: int = 1) -> Iterator[tuple[str, str]]:
    """File name and text of each of the sixty reports: 48 of the office, twelve of two others."""
    truth = Truth(yaml.safe_load(_WORDS.read_text(encoding="utf-8")), seed)
    for year in YEARS:
        # September to February is told in spring, March to August in autumn.
        for name, start in (("spring", 12 * year - 4), ("autumn", 12 * year + 2)):
            yield f"council-{year}-{name}.txt", _council(truth, range(start, start + 6))
        yield f"performance-{year}.txt", _yearly(truth, "performance", year)
        yield f"plan-{year}.txt", _yearly(truth, "plan", year)
    yield from invented(OTHERS, seed)


def write(folder: Path, seed: int = 1) -> list[Path]:
    """The files of the sixty reports in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, text in decade(seed):
        files.append(folder / name)
        files[-1].write_text(text, encoding="utf-8")
    return files


def main() -> None:
    """Writes them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.decade", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(f"{len(write(options.folder, options.seed))} reports in {options.folder}")


if __name__ == "__main__":
    main()
