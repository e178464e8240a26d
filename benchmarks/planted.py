"""``python -m benchmarks.planted``: how many errors planted into reports the checks find, and whom they accuse.

One error is planted at a time, by what the text itself shows (a number that is the sum of those behind or above it,
a rate that two numbers of its paragraph give, a count behind a list, a value that stands at two places), not by what
the checks know. A planted error is found where a check fails that did not fail before. Of the checks that fail then,
one is true where the planted paragraph is among its evidence; all others, and those that fail before anything is
planted, are printed with their sentences to be judged.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, permutations, takewhile
from pathlib import Path
from typing import Any

from benchmarks.renditions import reports
from catalog.load import load
from ingest.passages.manifest import ManifestEntry
from ingest.report import Refusal, ReportReader
from ingest.rows import ReportRows

_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\d.,])\d+(?:\.\d+)?")
_RATE = re.compile(r"(\d+(?:\.\d+)?)[%％]")
_LIST = re.compile(r"[^\s、。，：；]+(?:、[^\s、。，：；]+)+等(\d+)")
_UNIT = re.compile(r" ?[\u4e00-\u9fff]{1,2}(?=[\u4e00-\u9fff，、。；：()（）\n]|$)| ?[\u4e00-\u9fff]")
_CHANGE = re.compile(r"增|減|少|多|成長|下降")
_LEAST_TWICE, _LEAST_TOTAL = 100, 20


@dataclass(frozen=True)
class Planted:
    """One error: what kind, which characters of the text become what, and the line it stands in."""

    kind: str
    start: int
    end: int
    wrong: str

    def into(self, text: str) -> str:
        """The text with the error."""
        return text[: self.start] + self.wrong + text[self.end :]


@dataclass(frozen=True)
class _Number:
    """A number of a text: its characters, its value, and what it counts as far as the text shows it."""

    start: int
    end: int
    value: Decimal
    unit: str


def _numbers(text: str) -> list[_Number]:
    """The numbers of a text with the characters behind them, or with the sign of a table's cell."""
    found = []
    for match in _NUMBER.finditer(text):
        line = text[text.rfind("\n", 0, match.start()) + 1 : (text + "\n").find("\n", match.end())]
        unit = _UNIT.match(text, match.end())
        counted = unit.group().strip() if unit else "\t" if "\t" in line else ""
        found.append(_Number(match.start(), match.end(), Decimal(match.group().replace(",", "")), counted))
    return found


def chances(text: str, chosen: random.Random) -> Iterator[Planted]:
    """Every error that the text gives a place for: what a reader sees with nothing but the text at hand."""
    numbers = _numbers(text)
    yield from _totals(text, numbers)
    yield from _changes(text, numbers)
    yield from _rates(text, numbers, chosen)
    for listed in _LIST.finditer(text):
        if int(listed[1]) == listed[0].count("、") + 1 > 1:
            yield Planted("list", listed.start(1), listed.end(1), str(int(listed[1]) - 1))
    counts = Counter(number.value for number in numbers)
    for number in numbers:
        printed = text[number.start : number.end]
        if counts[number.value] == 2 and number.value >= _LEAST_TWICE and "," in printed:
            yield Planted("printed twice", number.start, number.end, _exchanged(printed))


def _totals(text: str, numbers: Sequence[_Number]) -> Iterator[Planted]:
    """Totals before or behind their parts, in one paragraph or in cells: the total made wrong, or a part of it."""
    for index, total in enumerate(numbers):
        following, before = numbers[index + 1 : index + 9], numbers[max(0, index - 9) : index][::-1]
        for kind, others in (("total first", following), ("total last", before)):
            own = list(takewhile(lambda other, total=total: other.unit == total.unit, others))  # type: ignore[misc]
            sums = list(accumulate(other.value for other in own))
            if total.value < _LEAST_TOTAL or not total.unit or total.value not in sums[1:]:
                continue
            parts = own[: sums.index(total.value, 1) + 1]
            span = (min(total.start, parts[-1].start), max(total.end, parts[-1].end))
            if total.unit != "\t" and "\n" in text[slice(*span)]:
                continue
            printed = text[total.start : total.end]
            yield Planted(f"{kind}, off by one", total.start, total.end, _printed(total.value + 1))
            yield Planted(f"{kind}, exchanged digits", total.start, total.end, _exchanged(printed))
            part = max(parts, key=lambda other: other.value)
            yield Planted(f"{kind}, a part", part.start, part.end, _exchanged(text[part.start : part.end]))


def _changes(text: str, numbers: Sequence[_Number]) -> Iterator[Planted]:
    """由…減為…，減少…: three numbers of one unit in a sentence, the third the difference of the first two."""
    for first, second, third in zip(numbers, numbers[1:], numbers[2:], strict=False):
        units = {number.unit for number in (first, second, third)}
        between = text[second.end : third.start]
        if len(units) > 1 or "\t" in units or "" in units or not _CHANGE.search(between):
            continue
        if abs(first.value - second.value) == third.value > 0 and "\n" not in text[first.start : third.end]:
            printed = text[third.start : third.end]
            yield Planted("change", third.start, third.end, _exchanged(printed))
            yield Planted("change, a value", second.start, second.end, _printed(second.value + 1))


def _rates(text: str, numbers: Sequence[_Number], chosen: random.Random) -> Iterator[Planted]:
    """Rates with decimals that two numbers before them in their line give, of one unit."""
    for rate in _RATE.finditer(text):
        start = text.rfind("\n", 0, rate.start()) + 1
        own = [number for number in numbers if start <= number.start < rate.start() and number.value > 1][-4:]
        stated, step = Decimal(rate[1]), Decimal(10) ** int(Decimal(rate[1]).as_tuple().exponent)
        pairs = [
            (one, other)
            for one, other in permutations(own, 2)
            if one.unit and one.unit == other.unit and abs(one.value / other.value * 100 - stated) <= step / 2
        ]
        if pairs and "." in rate[1]:
            wrong = stated + chosen.choice((-3, 2, 5)) * max(step, Decimal(1))
            yield Planted("rate", rate.start(1), rate.end(1), str(abs(wrong)))


def _printed(value: Decimal) -> str:
    return f"{value:,}"


def _exchanged(printed: str) -> str:
    """The last two digits that differ, exchanged."""
    digits = [place for place, character in enumerate(printed) if character.isdigit()]
    for one, other in zip(digits[-2::-1], digits[:0:-1], strict=False):
        if printed[one] != printed[other]:
            return printed[:one] + printed[other] + printed[one + 1 : other] + printed[one] + printed[other + 1 :]
    return printed


def _failing(reader: ReportReader, name: str, text: str) -> dict[tuple[Any, ...], tuple[str, ...]]:
    """The failing checks of a text, each with the sentences it rests on."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        read = reader.read(path, None)
        if isinstance(read, ReportRows) and read.authority.agency_id is None:
            # Told by the manifest where it is published.
            read = reader.read(path, ManifestEntry(agency=load().agencies[0].name_zh))
    if isinstance(read, Refusal):
        return {}
    passages = {row["passage_no"]: row["text"] for row in read.tables["passage"]}
    places = {row["observation_id"]: passages[row["passage_no"]] for row in read.tables["observation"]}
    numbers = {row["quantity_no"]: passages[row["passage_no"]] for row in read.tables["quantity"]}
    return {
        (row["check_id"], row["instance"], row["stated"], row["computed"]): (
            *(places[one] for one in row["evidence"]),
            *(numbers[one] for one in row["quantities"]),
        )
        for row in read.tables["check_result"]
        if row["status"] == "fails"
    }


def plant(texts: Mapping[str, str], most: int, seed: int) -> None:
    """Plants errors of every kind into each text, and prints what was found and who was accused.

    Args:
        texts: reports by name.
        most: how many errors of a kind in one report.
        seed: of the choice among places.
    """
    chosen, reader = random.Random(seed), ReportReader(load())
    planted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    true = false = 0
    for name, text in texts.items():
        before = _failing(reader, name, text)
        for key, sentences in before.items():
            print(f"{name}: fails as it is: {key}: {_short(sentences)}")
        kinds: dict[str, list[Planted]] = {}
        for chance in chances(text, chosen):
            if chance.wrong != text[chance.start : chance.end]:
                kinds.setdefault(chance.kind, []).append(chance)
        for kind, own in kinds.items():
            for error in chosen.sample(own, min(most, len(own))):
                failing = _failing(reader, name, error.into(text))
                new = {key: sentences for key, sentences in failing.items() if key not in before}
                planted[kind] += 1
                found[kind] += bool(new)
                for key, sentences in new.items():
                    right = any(error.wrong in sentence for sentence in sentences)
                    true, false = true + right, false + (not right)
                    if not right:
                        print(f"{name}: false: {key}: {_short(sentences)}")
                if not new:
                    around = text[max(0, error.start - 60) : error.end + 50].replace("\n", "/")
                    print(f"{name}: missed ({kind}): {text[error.start : error.end]} -> {error.wrong}: {around}")
    for kind in sorted(planted):
        print(f"{kind:32}{found[kind]:4} of {planted[kind]:4}")
    print(
        f"{'planted errors found':32}{found.total():4} of {planted.total():4}; accusations true {true}, false {false}"
    )


def _short(sentences: Sequence[str]) -> str:
    return " | ".join(sentence.replace("\n", " ")[:70] for sentence in sentences)


def main() -> None:
    """Plants errors into the reports at hand and into those of folders named."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.planted", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="texts of reports, beside those at hand")
    parser.add_argument("--report", default="", help="only reports at hand that begin so")
    parser.add_argument("--most", type=int, default=1, help="errors of each kind in one report")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    texts = {name: text for name, text in reports().items() if name.startswith(options.report)}
    texts |= {f"{path.parent.name}-{path.stem}": path.read_text(encoding="utf-8") for path in options.files}
    plant(texts, options.most, options.seed)


if __name__ == "__main__":
    main()
