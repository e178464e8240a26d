"""``python -m benchmarks.series``: how well series are found, held against hand-read numbers of the same reports.

A folder of editions holds reports and a CSV of hand-read numbers (``edition, series, series_zh, breakdown,
value, measure, quote, note``; one a report, ``<report>.csv`` with ``metric`` for ``series``, does as well). The value
is the last of its kind in the quote.
"""

from __future__ import annotations

import argparse
import csv
import functools
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import combinations
from pathlib import Path

import numpy as np

from catalog.fold import Folder
from catalog.load import load
from ingest.meaning.trees import Trees
from ingest.report import Refusal, ReportReader
from ingest.rows import ReportRows, Row
from ingest.series.find import SeriesFinder
from ingest.series.links import LINK_TREES, Linker
from ingest.series.mentions import MentionReader

Key = tuple[str, str, str]
_COMPARED = "comparison"
_FORMATS = ("txt", "docx", "pdf")
_WHOLE_FROM = 3
_TOLD, _CLEAR = 0.66, 0.5
_BAGS = 8
# What a person's name for a count ends with; the unit tells it, too.
_COUNT_WORD = re.compile(r"[人件場座戶班對張家位具里鄰區]次?數$|人次$|[金數]額$|量$")


@dataclass(frozen=True)
class Marked:
    """Reports, and what each of their numbers is: by report and quantity; names of series by id."""

    reports: Sequence[ReportRows]
    keys: Mapping[tuple[str, int], Key]
    names: Mapping[str, str]


@dataclass(frozen=True)
class Score:
    """Shares of right links, of found ones, of series in three editions and more that are whole and pure, of kinds.

    ``names`` is the share of names that say what the series is (see :func:`is_named`).
    """

    precision: float
    recall: float
    whole: float
    kinds: float
    names: float
    series: int

    def __str__(self) -> str:
        return (
            f"links P {self.precision:.3f} R {self.recall:.3f}, whole and pure {self.whole:.3f}, "
            f"kinds {self.kinds:.3f}, names {self.names:.3f}, {self.series} series"
        )


@functools.cache
def _reader() -> ReportReader:
    """The reader of this process: making one takes longer than it takes to read a page."""
    return ReportReader(load())


def read(files: Sequence[Path]) -> list[ReportRows]:
    """The rows of report files.

    Raises:
        ValueError: one cannot be read.
    """
    found = [_reader().read(file, None) for file in files]
    refused = [one for one in found if isinstance(one, Refusal)]
    if refused:
        raise ValueError(f"{refused[0].file}: {refused[0].message}")
    return [one for one in found if isinstance(one, ReportRows)]


def marked(folders: Sequence[Path], form: str) -> Marked:
    """The reports of folders, in one format where they are there in it, with what their numbers are."""
    files: dict[str, Path] = {}
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    for folder in folders:
        prefix = f"{folder.name}-" if len(folders) > 1 else ""
        for source in sorted(folder.glob("*.csv")):
            for row in csv.DictReader(source.open(encoding="utf-8-sig")):
                if row.get("quote") and (row.get("series") or row.get("metric")):
                    rows[prefix + (row.get("edition") or source.stem)].append(row)
        for path in sorted(folder.glob("*.txt")):
            other = path.with_suffix(f".{form}")
            files[prefix + path.stem] = other if other.exists() else path
    files = {name: path for name, path in files.items() if name in rows}
    reports: list[ReportRows] = []
    keys: dict[tuple[str, int], Key] = {}
    names: dict[str, str] = {}
    for (name, _), report in zip(files.items(), read(list(files.values())), strict=True):
        own = _renamed(report, name)
        reports.append(own)
        for row in rows[name]:
            series = row.get("series") or row["metric"]
            names[series] = row.get("series_zh") or series
        keys.update(_placed(own, rows[name]))
    return Marked(reports, keys, names)


def _renamed(report: ReportRows, name: str) -> ReportRows:
    tables = {table: [{**row, "report_id": name} for row in rows] for table, rows in report.tables.items()}
    return ReportRows(name, report.authority, report.file, report.sha256, tables, report.issues)


def _placed(report: ReportRows, rows: Sequence[dict[str, str]]) -> Iterator[tuple[tuple[str, int], Key]]:
    """Each hand-read number's place in a report: the last of its value in the quote."""
    folder = Folder(load().lexicon.variants)
    stream, places = "", {}
    for passage in report.tables["passage"]:
        compact = folder.compact(passage["text"])
        base = len(stream)
        for at, offset in enumerate(compact.offsets):
            places[passage["passage_no"], offset] = base + at
        stream += compact.text
    numbers = sorted(
        (places[q["passage_no"], q["char_start"]], q["quantity_no"], q["value"]) for q in report.tables["quantity"]
    )
    for row in rows:
        quote = folder.compact(row["quote"]).text
        start = stream.find(quote)
        inside = [no for at, no, value in numbers if start <= at < start + len(quote) and _equal(value, row["value"])]
        if start >= 0 and inside:
            measure = _COMPARED if _COMPARED in (row["note"] or "") else row["measure"]
            yield (report.report_id, inside[-1]), (row.get("series") or row["metric"], row["breakdown"], measure)


def _equal(value: float, written: str) -> bool:
    return abs(abs(value) - abs(float(written))) <= 1e-6 * max(1.0, abs(value))


def score(data: Marked, tables: Mapping[str, list[Row]]) -> Score:
    """How the series found in reports hold against what their numbers are.

    Args:
        data: the reports.
        tables: what :class:`SeriesFinder` finds in them.
    """
    members: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in tables["series_value"]:
        members[row["series_id"]].append((row["report_id"], row["quantity_no"]))
    measures = {row["series_id"]: row["measure"] for row in tables["series"]}
    told: dict[Key, set[tuple[str, int]]] = defaultdict(set)
    for number, key in data.keys.items():
        if key[2] not in ("change", _COMPARED):
            told[key].add(number)
    right = linked = 0
    kinds: list[bool] = []
    of_number = {number: series for series, own in members.items() for number in own}
    for series, own in members.items():
        for one, other in _links(own):
            linked += 1
            right += data.keys.get(one) is not None and data.keys.get(one) == data.keys.get(other)
        kinds += [data.keys[number][2] == measures[series] for number in own if number in data.keys]
    wanted = found = 0
    whole: list[bool] = []
    for numbers in told.values():
        for one, other in _links(sorted(numbers)):
            wanted += 1
            found += of_number.get(one, one) == of_number.get(other, other)
        editions = {report for report, _ in numbers}
        if len(editions) >= _WHOLE_FROM:
            homes = {of_number.get(number) for number in numbers} - {None}
            own = [number for home in homes for number in members[home or ""]]
            covers = {report for report, no in own if (report, no) in numbers} == editions
            whole.append(len(homes) == 1 and covers and set(own) <= numbers)
    names = [is_named(row, key, data.names[key[0]]) for row, key in named(tables, data)]
    return Score(
        right / max(1, linked), found / max(1, wanted), sum(whole) / max(1, len(whole)),
        sum(kinds) / max(1, len(kinds)), sum(names) / max(1, len(names)), len(members),
    )  # fmt: skip


def named(tables: Mapping[str, list[Row]], data: Marked) -> list[tuple[Row, Key]]:
    """Each series found of which people have a name, with what most of its numbers are."""
    keys: dict[str, Counter[Key]] = defaultdict(Counter)
    for row in tables["series_value"]:
        key = data.keys.get((row["report_id"], row["quantity_no"]))
        if key is not None and data.names[key[0]] != key[0]:
            keys[row["series_id"]][key] += 1
    series = {row["series_id"]: row for row in tables["series"]}
    return [(series[series_id], own.most_common(1)[0][0]) for series_id, own in keys.items()]


def is_named(row: Row, key: Key, wanted: str) -> bool:
    """Whether the name of a series says what it is, and little else.

    Of what a person called it, but for the word for its count, two characters in three must be there, and of each part
    of its breakdown too; of its own last words one in two must be a person's.
    """
    core = _COUNT_WORD.sub("", wanted) or wanted
    said = row["name_zh"] + "".join(row["breakdown"].values())
    parts = [part.partition("=")[2] for part in key[1].split("|") if part]
    last = row["name_zh"].rsplit("：", 1)[-1]
    return all(_share(part, said) >= _TOLD for part in (core, *parts)) and (
        _share(last, "".join((wanted, *parts, *row["breakdown"].values()))) >= _CLEAR
    )


def _share(one: str, other: str) -> float:
    """The share of a text's characters that stand in another."""
    return sum(character in other for character in one) / max(1, len(one))


def _links(numbers: Sequence[tuple[str, int]]) -> Iterator[tuple[tuple[str, int], tuple[str, int]]]:
    return ((one, other) for one, other in combinations(numbers, 2) if one[0] != other[0])


def learned(data: Sequence[Marked]) -> Trees:
    """A classifier of the pairs that marked reports tell to be one measure or two, each of one agency."""
    catalog = load()
    x, y = [], []
    for own in data:
        ordered = SeriesFinder.in_order(own.reports)
        mentions = [m for at, report in enumerate(ordered) for m in MentionReader(catalog).read(at, report)]
        for pairs in Linker(catalog.series).pairs(mentions):
            for at, (one, other) in enumerate(zip(pairs.one.tolist(), pairs.other.tolist(), strict=True)):
                keys = [own.keys.get((mentions[m].report_id, mentions[m].quantity_no)) for m in (one, other)]
                if any(keys) and Linker.may_link(mentions[one], mentions[other]):
                    x.append(pairs.x[at])
                    y.append(keys[0] == keys[1])
    figures, same = np.array(x, np.float32), np.array(y, np.float32)
    # What is far from any measure teaches little: of those, one in three.
    kept = (same > 0) | (figures[:, 0] > np.quantile(figures[same > 0, 0], 0.05)) | (np.arange(len(same)) % 3 == 0)
    return Trees.bagged(figures[kept], same[kept], _BAGS)


def again(reports: Sequence[ReportRows], count: int) -> list[ReportRows]:
    """As many editions as asked for, made of a few: later ones are the same reports of later years, renamed."""
    ordered = SeriesFinder.in_order(reports)
    years = len({_told(report)["period_end"].year for report in ordered})
    editions = []
    for at in range(count):
        own = _renamed(ordered[at % len(ordered)], f"edition-{at}")
        told = _told(own)
        later = {day: _later(told[day], years * (at // len(ordered))) for day in ("period_start", "period_end")}
        editions.append(replace(own, tables={**own.tables, "report": [{**told, **later}]}))
    return editions


def _told(report: ReportRows) -> Row:
    (row,) = report.tables["report"]
    return row


def _later(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=min(day.day, 28))


def main() -> None:
    """Figures of folders of editions, in each format, by the classifier that is kept or one learned from others."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.series", description=main.__doc__)
    parser.add_argument(
        "folders", nargs="*", type=Path, help="folders of editions of one agency, with hand-read numbers"
    )
    parser.add_argument("--editions", type=int, nargs="*", help="time so many editions, made of those of the folders")
    parser.add_argument("--learn", nargs="*", help="learn from FOLDER[,FOLDER][:FORMAT], an agency a word")
    parser.add_argument("--write", action="store_true", help="keep what was learned for the builds")
    options = parser.parse_args()
    trees = None
    if options.learn:
        named = (one.partition(":") for one in options.learn)
        trees = learned([marked([Path(f) for f in own.split(",")], form or "txt") for own, _, form in named])
        if options.write:
            np.savez_compressed(LINK_TREES, **asdict(trees))
    for count in options.editions or ():
        editions = again(marked(options.folders, "txt").reports, count)
        started = time.process_time()
        found = len(SeriesFinder(load(), trees).rows("scored", editions)["series"])
        spent = time.process_time() - started
        print(f"{count} editions: {spent:.1f} s CPU, {spent / count:.3f} s an edition, {found} series")
    for form in _FORMATS if options.folders and not options.editions else ():
        data = marked(options.folders, form)
        started = time.process_time()
        figures = score(data, SeriesFinder(load(), trees).rows("scored", data.reports))
        pairs = max(1, len(data.reports) * (len(data.reports) - 1) // 2)
        spent = (time.process_time() - started) / pairs
        print(f"{form}: {figures}, {spent:.2f} s CPU an edition pair, {len(data.keys)} numbers placed")


if __name__ == "__main__":
    main()
