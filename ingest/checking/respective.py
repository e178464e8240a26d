"""Lists that answer each other in order: 30案、200人，較20案、150人，各增加10案與50人; 3件、1件，各占75%與25%."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from catalog.entry import compiled
from catalog.lexicon import Structure
from ingest.checking.stated_direction import undated
from ingest.numbers.printed import Quantity

Told = tuple[Quantity, tuple[Quantity, ...], Decimal]
"""A number, those it comes of, and what they come to."""

_PERCENT = "%"
_HUNDRED = Decimal(100)
_LONGEST_LEAD = 16
_FEWEST = 2
_THAN_THAT = re.compile("[高低多少大小優]於")


class Respective:
    """Finds them with the words of changes and shares."""

    def __init__(self, structure: Structure) -> None:
        words = structure.change_words
        self._joint = compiled(words.list_joint)
        self._named_joint = compiled(rf"(?:{words.list_joint})[^，。；:()\d]{{1,12}}")
        self._opens = compiled(rf"(?:{words.compared})$")
        self._changed, self._rate = compiled(words.changed), compiled(words.rate)
        self._changed_each, self._became = compiled(words.respective_joint), compiled(words.became)
        self._each_share, self._each = compiled(words.each_share), compiled(words.each_rate)
        self._up, self._down = compiled(words.up), compiled(words.down)
        self._count_of = words.count_of
        self._then = compiled(rf"(?:{words.earlier})[^，。；:()\d]{{0,6}}$")

    # Changes of two or more kinds -------------------------------------------------------------

    def changes(self, numbers: Sequence[Quantity]) -> Iterator[Told]:
        """Changes, and their rates, of lists of several kinds that are set against each other.

        Args:
            numbers: those of one paragraph, in order.
        """
        yield from self._of_one_unit(numbers)
        yield from self._rates_of_changes(numbers)
        yield from self._of_turns(numbers)
        runs = [run for run in self._runs(numbers) if len({one.unit for one in run}) == len(run)]
        bases = [run for run in runs if self._is_base(run)]
        for base in bases:
            start, stop = base[0].segment.sentence(base[0].start)
            text = base[0].segment.compact.text
            units = [one.unit for one in base]
            own = [
                run
                for run in runs
                if start <= run[0].start < base[0].start and run not in bases and [one.unit for one in run] == units
                and not self._is_change(text[: run[0].start])
            ]  # fmt: skip
            # 收件40案，申請者共180人，較上年30案、150人: apart, each is the only one of its unit.
            apart = [one for one in numbers if start <= one.start < base[0].start and one.unit in units]
            if not own and sorted(map(str, units)) == sorted(str(one.unit) for one in apart):
                own = [apart]
            if not own:
                continue
            stop = min([stop, *(other[0].start for other in bases if other[0].start > base[0].start)])
            pairs = {now.unit: (now, before) for now, before in zip(own[-1], base, strict=True)}
            following = [one for one in numbers if base[-1].tail <= one.start < stop]
            yield from self._changes_behind(base[-1], pairs, following)

    def _of_turns(self, numbers: Sequence[Quantity]) -> Iterator[Told]:
        """案數由88案增為94案，人數由1,012人增為1,060人，各增加6案及48人: each told by what it was and became."""
        turns: list[tuple[Quantity, Quantity]] = []
        for place, (first, second) in enumerate(pairwise(numbers)):
            between = undated(first.segment.compact.text[first.tail : second.start])
            near = not turns or turns[-1][1] in numbers[place - 1 : place + 1]
            turns = turns if near else []
            if first.unit not in (None, _PERCENT) and first.unit == second.unit and self._became.fullmatch(between):
                turns.append((first, second))
            elif turns and turns[-1][1] is first and self._each.search(between):
                pairs = {after.unit: (after, before) for before, after in turns}
                following = [one for one in numbers[place + 1 :] if one.start < first.segment.sentence(first.start)[1]]
                if len(pairs) == len(turns) >= _FEWEST:
                    yield from self._changes_behind(first, pairs, following)

    def _rates_of_changes(self, numbers: Sequence[Quantity]) -> Iterator[Told]:
        """前期10案、200人，本期增加2案、50人，人數增幅25%: a rate named of one of several changes."""
        for place, rate in enumerate(numbers):
            text = rate.segment.compact.text
            last = numbers[place - 1] if place else None
            words = text[last.tail : rate.start] if last else ""
            unit = next((unit for name, unit in self._count_of.items() if words.startswith(f"，{name}")), None)
            if rate.unit != _PERCENT or unit is None or not self._rate.fullmatch(words):
                continue
            start, _ = rate.segment.sentence(rate.start)
            own = [one for one in numbers[:place] if one.start >= start]
            runs = [run for run in self._runs(own) if unit in [one.unit for one in run]][-_FEWEST:]
            if len(runs) != _FEWEST or [one.unit for one in runs[0]] != [one.unit for one in runs[1]]:
                continue
            base, by = (next(one for one in run if one.unit == unit) for run in runs)
            follows = runs[1][-1] is last and self._is_change(text[: runs[1][0].start])
            if follows and self._then.search(text[: runs[0][0].start]) and base.value:
                yield rate, (by, base), by.value / base.value * _HUNDRED

    def _of_one_unit(self, numbers: Sequence[Quantity]) -> Iterator[Told]:
        """Changes told in the order of two lists of one unit: 甲32場、乙85場；較去年(30場、80場):增2場、增5場."""
        for place in range(len(numbers) - 3 * _FEWEST + 1):
            if numbers[place].unit in (None, _PERCENT):
                continue
            for count in range(_FEWEST, (len(numbers) - place) // 3 + 1):
                now, base, by = (numbers[place + count * at : place + count * (at + 1)] for at in range(3))
                alike = {one.unit for one in (*now, *base, *by)} == {now[0].unit}
                if not (alike and self._is_base(base) and not self._is_base(now)):
                    continue
                text = now[0].segment.compact.text
                joints = [(one, other) for own in (base, by) for one, other in pairwise(own)]
                ways = [text[last.tail : one.start] for last, one in pairwise((base[-1], *by))]
                listed = self._listed(now) and all(
                    re.fullmatch(r"[、及與和][^，。；:()\d]{0,4}", text[one.tail : other.start])
                    for one, other in joints
                )
                told = all(bool(self._up.search(way)) != bool(self._down.search(way)) for way in ways)
                if listed and told and re.fullmatch(r"\)[:，]?[^，。；:()\d]{1,4}", ways[0]):
                    for first, second, change, way in zip(now, base, by, ways, strict=True):
                        apart = first.value - second.value
                        yield change, (first, second), apart if self._up.search(way) else -apart

    def _changes_behind(
        self, last: Quantity, pairs: dict[str | None, tuple[Quantity, Quantity]], following: Sequence[Quantity]
    ) -> Iterator[Told]:
        """What is told behind a base: changes each of its own unit, rates in order or of what stands before them."""
        text, way, changed = last.segment.compact.text, "", ""
        rates: list[Quantity] = []
        for one in following:
            words = text[last.tail : one.start]
            if one.unit in pairs and not rates and self._changed_each.fullmatch(words):
                # 減少30團(-60.0%)、450人: the rate of the first closes its brackets.
                joined = self._joint.fullmatch(words.removeprefix(")"))
                way = way if joined else words
                # ，亦低於去年同期之21案: what more is compared with is no change.
                if not self._is_change(way) or _THAN_THAT.search(way):
                    break
                now, before = pairs[one.unit]
                by = now.value - before.value
                up, down = self._up.search(way), self._down.search(way)
                if bool(up) == bool(down):
                    by = abs(by)
                yield one, (now, before), -by if down and not up else by
                changed = one.unit or ""
            elif one.unit == _PERCENT and (rates and self._joint.fullmatch(words)):
                rates.append(one)
            elif (
                one.unit == _PERCENT and not rates and (words == "(" or self._rate.fullmatch(self._each.sub("", words)))
            ):
                unit = next((unit for name, unit in self._count_of.items() if name in words), changed)
                if unit in pairs and not self._each.search(words):
                    now, before = pairs[unit]
                    if before.value:
                        yield one, (now, before), abs(now.value - before.value) / before.value * _HUNDRED
                else:
                    rates = [one]
            else:
                break
            last = one
        if len(rates) == len(pairs):
            for rate, (now, before) in zip(rates, pairs.values(), strict=True):
                if before.value:
                    yield rate, (now, before), abs(now.value - before.value) / before.value * _HUNDRED

    def _runs(self, numbers: Sequence[Quantity]) -> Iterator[list[Quantity]]:
        """Numbers right behind one another, parted by joints alone."""
        run: list[Quantity] = []
        for one in numbers:
            text = one.segment.compact.text
            if run and self._joint.fullmatch(text[run[-1].tail : one.start]):
                run.append(one)
                continue
            if len(run) >= _FEWEST:
                yield run
            run = [one]
        if len(run) >= _FEWEST:
            yield run

    def _is_base(self, run: Sequence[Quantity]) -> bool:
        before = run[0].segment.compact.text[max(0, run[0].start - _LONGEST_LEAD) : run[0].start]
        # 30案、200人；去年同期20案、150人，增10案、50人: what was before may open a statement of its own.
        return self._opens.search(before.replace("；", "，")) is not None

    def _is_change(self, words: str) -> bool:
        tail = words[-_LONGEST_LEAD:].rsplit("，", 1)[-1].rsplit("、", 1)[-1]
        return bool(self._up.search(tail) or self._down.search(tail))

    # Shares -----------------------------------------------------------------------------------

    def shares(self, numbers: Sequence[Quantity], fits: Callable[[Told], bool]) -> Iterator[Told]:
        """Shares in a list behind the list of parts, of the whole of which most of them are.

        Args:
            numbers: those of one paragraph, in order.
            fits: whether a share is what was computed.
        """
        index = 0
        while index < len(numbers):
            rates = [numbers[index]]
            text = rates[0].segment.compact.text
            for one in numbers[index + 1 :]:
                if one.unit != _PERCENT or not self._joint.fullmatch(text[rates[-1].tail : one.start]):
                    break
                rates.append(one)
            parts = numbers[max(0, index - len(rates)) : index]
            index += len(rates)
            if rates[0].unit != _PERCENT or not _FEWEST <= len(rates) == len(parts) or not self._listed(parts):
                continue
            if not self._each_share.fullmatch(text[parts[-1].tail : rates[0].start]):
                continue
            start, _ = parts[0].segment.sentence(parts[0].start)
            earlier = [one for one in numbers if start <= one.start < parts[0].start and one.unit == parts[0].unit]
            wholes = [sum((part.value for part in parts), Decimal(0)), *(one.value for one in earlier)]
            ways = [
                [(rate, (part,), part.value / whole * _HUNDRED) for rate, part in zip(rates, parts, strict=True)]
                for whole in wholes
                if whole and whole >= max(part.value for part in parts)
            ]
            best = max(ways, key=lambda way: sum(map(fits, way)))
            if any(map(fits, best)):
                yield from best

    def _listed(self, parts: Sequence[Quantity]) -> bool:
        """Whether numbers of one unit stand side by side, each behind its name."""
        text = parts[0].segment.compact.text
        alike = {part.unit for part in parts} == {parts[0].unit} and parts[0].unit not in (None, _PERCENT)
        return alike and all(
            self._named_joint.fullmatch(text[one.tail : other.start]) for one, other in pairwise(parts)
        )
