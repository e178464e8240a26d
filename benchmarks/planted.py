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
from itertools import accumulate, permutations
from pathlib import Path
from typing import Any

from benchmarks.renditions import reports
from catalog.load import load
from ingest.report import Refusal, ReportReader

_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\d.,])\d+(?:\.\d+)?")
_RATE = re.compile(r"(\d+(?:\.\d+)?)[%％]")
_LIST = re.compile(r"[^\s、。，：；]+(?:、[^\s、。，：；]+)+等(\d+)")
_LEAST_TWICE = 100


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


def chances(text: str, chosen: random.Random) -> Iterator[Planted]:
    """Every error that the text gives a place for."""
    numbers = [(m.start(), m.end(), Decimal(m.group().replace(",", ""))) for m in _NUMBER.finditer(text)]
    for index, (start, end, value) in enumerate(numbers):
        following = [other for _, _, other in numbers[index + 1 : index + 9]]
        before = [other for _, _, other in reversed(numbers[max(0, index - 9) : index])]
        for kind, others in (("total first", following), ("total last", before)):
            if value > 9 and value in list(accumulate(others))[1:]:
                yield Planted(f"{kind}, off by one", start, end, _printed(value + 1))
                yield Planted(f"{kind}, exchanged digits", start, end, _exchanged(text[start:end]))
    for rate in _RATE.finditer(text):
        line = text.rfind("\n", 0, rate.start()) + 1, text.find("\n", rate.end())
        own = [value for start, _, value in numbers if line[0] <= start < line[1] and value > 1]
        stated, step = Decimal(rate[1]), Decimal(10) ** int(Decimal(rate[1]).as_tuple().exponent)
        if any(abs(one / other * 100 - stated) <= step / 2 for one, other in permutations(own, 2)):
            yield Planted(
                "rate", rate.start(1), rate.end(1), str(stated + chosen.choice((-3, 2, 5)) * max(step, Decimal(1)))
            )
    for listed in _LIST.finditer(text):
        if int(listed[1]) == listed[0].count("、") + 1 > 1:
            yield Planted("list", listed.start(1), listed.end(1), str(int(listed[1]) - 1))
    counts = Counter(value for _, _, value in numbers)
    for start, end, value in numbers:
        if counts[value] == 2 and value >= _LEAST_TWICE and "," in text[start:end]:
            yield Planted("printed twice", start, end, _exchanged(text[start:end]))


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
