"""``python -m benchmarks.relations``: how well the relations of numbers in prose are told that nobody tuned on.

Texts that agree with themselves teach: reports at hand and paragraphs written for it. Each hand (a report, a bureau's
editions, a writer's paragraphs) is left out in turn, and the rest is learned. Told are the share of the relations of
the hand left out that are found to be broken once a slip changes one of their numbers, and what is accused although
nothing is wrong. ``--learn`` keeps what all hands teach.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from catalog.load import load
from catalog.models import Catalog
from ingest.checking.candidates import KINDS, Candidate, Kind, Numbers, candidates
from ingest.checking.learned_relations import Judge, Judged, may_be_meant, numbers_of
from ingest.checking.relation_model import RELATION_TREES, RelationModel, relation_trees
from ingest.checking.relation_signs import Signer
from ingest.meaning.signed_trees import SignedTrees, Signs
from ingest.numbers.printed import Quantity
from ingest.report import ReportReader

_INVENTED = Path("tests/invented")
_SHARED = Path("../shared")
_HEAD = "高雄市政府行政暨國際處業務報告\n112年1月至12月\n"
_BAGS, _BAGS_LEFT_OUT = 2, 1
_CHANGED = 2
_ONE_IN = 5
_FITTED = ("signs", "holds", "hand")
_FEW = (1, 2, 3, 5, 10, 20, 100)


@dataclass(frozen=True)
class Taught:
    """One candidate of a text that agrees with itself."""

    hand: str
    kind: Kind
    signs: Signs
    holds: bool


def hands(more: Sequence[Path] = ()) -> dict[str, list[Path]]:
    """The texts at hand by who wrote them: reports, bureaus' editions, paragraphs."""
    found = {path.stem: [path] for path in sorted([*Path("data/raw").glob("*.txt"), *_INVENTED.glob("*.txt")])}
    found |= {path.stem: [path] for path in sorted((_INVENTED / "paragraphs").glob("*.json"))}
    shared = (_SHARED / "labelled", _SHARED / "series" / "civil-affairs")
    for folder in (*sorted(_INVENTED.glob("*_bureau")), *shared, *more):
        if files := sorted(folder.glob("*.txt")):
            found[folder.name] = files
    return found


def stretches(path: Path, reader: ReportReader) -> list[Numbers]:
    """The stretches of prose of a report, or of one writer's paragraphs, that hold numbers enough."""
    if path.suffix == ".json":
        told = [one["text"] for one in json.loads(path.read_text(encoding="utf-8"))]
        with tempfile.TemporaryDirectory() as folder:
            text = Path(folder) / f"{path.stem}.txt"
            text.write_text(_HEAD + "\n".join(told), encoding="utf-8")
            return stretches(text, reader)
    return list(numbers_of(reader.opened(path, None).reading.quantities))


def marked(path: Path) -> frozenset[tuple[str, ...]]:
    """The sets of numbers that a writer of paragraphs marked to be in a relation, by their digits."""
    if path.suffix != ".json":
        return frozenset()
    told = [one for text in json.loads(path.read_text(encoding="utf-8")) for one in text["relations"]]
    flat = ([part for own in one[1:] for part in (own if isinstance(own, list) else [own])] for one in told)
    return frozenset(tuple(sorted(map(_digits, numbers))) for numbers in flat)


def taught(
    hand: str, texts: Sequence[Numbers], signer: Signer, meant: Collection[tuple[str, ...]] = ()
) -> Iterator[Taught]:
    """What a hand's texts teach: every candidate that holds hardly by chance, or is marked, or does not hold.

    Of those whose numbers are far from the relation one in several: they teach little, and are many.
    """
    far = Counter[Kind]()
    for numbers in texts:
        for one in candidates(numbers):
            near = may_be_meant(one)
            far[one.kind] += not near
            if not near and far[one.kind] % _ONE_IN:
                continue
            if not one.holds or one.is_telling or tuple(sorted(_digits(own.raw) for own in one.members)) in meant:
                yield Taught(hand, one.kind, signer.signs(one, numbers), one.holds)


def _digits(printed: str) -> str:
    return re.sub(r"\D", "", printed) or printed


def learned(examples: Sequence[Taught], bags: int = _BAGS) -> RelationModel:
    """The model that examples teach."""
    trees: dict[Kind, SignedTrees] = {}
    for kind in KINDS:
        own = [one for one in examples if one.kind == kind]
        signs, holds, whose = ([getattr(one, name) for one in own] for name in _FITTED)
        trees[kind] = relation_trees(signs, holds, whose, bags)
    return RelationModel(trees)


def slip(quantity: Quantity, chosen: random.Random) -> Decimal | None:
    """Another value for a number: a digit wrong, two exchanged, some per cent or a few units off."""
    step = quantity.scale / Decimal(10) ** quantity.decimals
    count = int(quantity.value / step)
    digits = str(count)
    place = chosen.randrange(len(digits))
    ways = [
        digits[:place] + chosen.choice("123456789") + digits[place + 1 :],
        digits[:place] + digits[place : place + 2][::-1] + digits[place + 2 :],
        str(max(1, count + chosen.choice((-1, 1)) * max(1, int(count * chosen.uniform(0.03, 0.12))))),
        str(max(1, count + chosen.choice((-1, 1)) * chosen.choice(_FEW))),
    ]
    wrong = chosen.choice(ways)
    return None if int(wrong) == count or wrong.startswith("0") else int(wrong) * step


def broken(
    judge: Judge, numbers: Numbers, judged: Sequence[Judged], chosen: random.Random
) -> Iterator[tuple[Kind, bool]]:
    """For slips in the relations of a stretch of text: of which kind, and whether the number is accused then."""
    for own in judged:
        if not (own.candidate.holds and own.candidate.is_telling):
            continue
        for number in chosen.sample(own.candidate.members, _CHANGED):
            printed, wrong = number.value, slip(number, chosen)
            if wrong is None:
                continue
            number.value = wrong
            accused = [one for one in judge.told(judge.judged(numbers)) if not one.holds]
            number.value = printed
            yield own.candidate.kind, any(number in one.members for one in accused)


def measure(
    catalog: Catalog,
    texts: dict[str, list[Numbers]],
    meant: dict[str, frozenset[tuple[str, ...]]],
    only: Sequence[str],
) -> None:
    """Leaves each hand out, and prints what is found broken of it and what is accused as it is."""
    signer, chosen = Signer(catalog.structure), random.Random(1)
    examples = {hand: list(taught(hand, own, signer, meant[hand])) for hand, own in texts.items()}
    found, slips, accusations = Counter[str](), Counter[str](), 0
    for hand in only or texts:
        others = [one for other, own in examples.items() if other != hand for one in own]
        judge = Judge(catalog.structure, learned(others, _BAGS_LEFT_OUT))
        own_found, own_slips = Counter[str](), Counter[str]()
        for numbers in texts[hand]:
            judged = judge.judged(numbers)
            for one in judge.told(judged):
                if not one.holds:
                    accusations += 1
                    print(f"{hand}: accused: {_told(one, numbers)}")
            for kind, seen in broken(judge, numbers, judged, chosen):
                own_slips[kind] += 1
                own_found[kind] += seen
        print(f"{hand}: {_shares(own_found, own_slips)}", flush=True)
        found, slips = found + own_found, slips + own_slips
    print(f"all: {_shares(found, slips)}; accused as they are: {accusations}")


def _told(one: Candidate, numbers: Numbers) -> str:
    start, end = min(member.start for member in one.members), max(member.tail for member in one.members)
    printed = ", ".join(member.raw for member in one.members)
    return f"{one.kind} {printed}: {one.stated} for {one.computed:.6g} in {numbers.text[max(0, start - 20) : end + 9]}"


def _shares(found: Counter[str], slips: Counter[str]) -> str:
    return ", ".join(f"{kind} {found[kind]} of {slips[kind]}" for kind in KINDS if slips[kind])


def main() -> None:
    """Measures hand by hand, or learns from all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.relations", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="more reports, a folder a hand")
    parser.add_argument("--only", nargs="*", default=(), help="hands to leave out (default all)")
    parser.add_argument("--learn", action="store_true", help=f"keep what all teach as {RELATION_TREES.name}")
    options = parser.parse_args()
    catalog = load()
    reader = ReportReader(catalog)
    at_hand = hands(options.folders)
    texts = {
        hand: [numbers for path in paths for numbers in stretches(path, reader)] for hand, paths in at_hand.items()
    }
    meant = {hand: marked(paths[0]) for hand, paths in at_hand.items()}
    if options.learn:
        signer = Signer(catalog.structure)
        examples = [one for hand, own in texts.items() for one in taught(hand, own, signer, meant[hand])]
        learned(examples).save(RELATION_TREES)
    else:
        measure(catalog, texts, meant, options.only)


if __name__ == "__main__":
    main()
