"""What kind of statement a number stands in: what came, what was aimed at or planned, or how often.

A target stands right behind 目標值 and the like, or right before 之目標; in a table, below such a
head; or below a heading that says 目標. A plan is told by its clause (預計, 將舉辦, 爭取), or by a
period after the report's own. Of no one period are how much comes each month or day (每月2次), and
what came in all years (歷年累計133個).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date
from functools import lru_cache

from catalog.entry import compiled
from catalog.lexicon import Lexicon
from catalog.models import Measure
from ingest.numbers.printed import Claim, Period, Quantity
from ingest.numbers.quantities import QuantityReader
from ingest.passages.outline import Passage

# What a plan cannot be a value of; a budget and a target are plans themselves.
OUTCOMES: frozenset[Measure] = frozenset(("flow", "stock", "cumulative"))
# A marker and brackets around the words of a heading.
_OPENS_HEADING, _ENDS_HEADING = (
    r"[【〔〖\[]?(?:[(（]?[\d一二三四五六七八九十壹貳參肆伍陸柒捌玖拾]{1,3}[)）、.．])?",
    r"[】〕〗\]:：]?",
)
# Within a line: 【目標】節電率1%, 目標:節電率1%.
_INNER_HEADING = re.compile(r"[【〔〖\[][^【】〔〕〖〗\[\]，。；]{2,12}[】〕〗\]]|(?<![^。；])[^，。；:\d]{2,10}(?=:)")
_CLAUSE_END = re.compile(r"[，。；！？:]")
_STATEMENT_END = re.compile(r"[。；！？]")
_JOINT = re.compile("[、及與和暨]")
_NAMED_JOINT = re.compile(r"[、及與和暨][^，。；:()\d]{0,8}")
_LONGEST_LIST = 4
_BEHIND = re.compile(r"[，。；！？、:]|\d")
_RATE_CLAUSE_END = re.compile(r"[，。；！？:()]")


class StatementReader:
    """Tells kinds of statements with the words of a lexicon.

    Args:
        lexicon: the words of targets, plans and rates, and what names something in quotes.
        reader: strips fillers and qualifiers before a number.
        governments: those whose numbers these are.
    """

    def __init__(self, lexicon: Lexicon, reader: QuantityReader, governments: Collection[str] = ()) -> None:
        self._reader = reader
        self._of_government = compiled(lexicon.of_government)
        self._own_governments = frozenset(governments)
        self._target_before = compiled(rf"(?:{lexicon.target_before})$")
        self._target_after = compiled(lexicon.target_after)
        self._aimed = compiled(lexicon.aimed)
        self._target_head = compiled(lexicon.target_head)
        self._goal_words = compiled(lexicon.goal_words)
        self._goals = compiled(rf"{_OPENS_HEADING}(?:{lexicon.goal_heading}){_ENDS_HEADING}")
        self._outcome_before = compiled(lexicon.outcome_before)
        self._outcomes = compiled(rf"{_OPENS_HEADING}(?:{lexicon.outcome_heading}){_ENDS_HEADING}")
        self._planned = compiled(lexicon.planned)
        self._plan_opener = compiled(lexicon.plan_opener)
        self._carries_on = compiled(lexicon.plan_carried_on)
        self._dropped = compiled(lexicon.dropped)
        self._dropped_wholly = compiled(lexicon.dropped_wholly)
        self._done = compiled(lexicon.done_instead)
        quoted = compiled(lexicon.quoted)
        # All numbers of a stretch of text ask for the same.
        self._without_quotes = lru_cache(maxsize=4)(
            lambda text: quoted.sub(lambda match: "\u3000" * len(match.group()), text)
        )
        self._all_years = compiled(lexicon.all_years)
        self._together = compiled(lexicon.for_several)
        self._each = compiled(lexicon.for_each)
        self._completed = compiled(lexicon.completed_by)
        self._works_planned = compiled(lexicon.works_planned)
        self._since = compiled(rf"(?:{lexicon.turned_since})(?:{lexicon.amounts_to})$")
        self._differs = compiled(rf"{lexicon.differs.removesuffix('$')}(?=\d)")
        self._rate = compiled(rf"(?:{lexicon.rate})$")
        self._mean_head = compiled(lexicon.mean_head)

    def is_target(self, quantity: Quantity, behind: Sequence[Quantity] = ()) -> bool:
        """Whether a number is what was aimed at: 目標值45場次, 45%之目標, a cell below 目標值, a line below 【目標】.

        Args:
            quantity: the number.
            behind: those behind it, of which the first may be of one list with it: 以230案、4,200人為目標.
        """
        segment = quantity.segment
        text = segment.compact.text
        if self._target_after.match(text, quantity.tail):
            return True
        end = quantity.tail
        joint = _NAMED_JOINT if self._aimed.search(_CLAUSE_END.split(text[: quantity.start])[-1]) else _JOINT
        for following in behind[:_LONGEST_LIST]:
            if not joint.fullmatch(text, end, following.start):
                break
            end = following.tail
            if self._target_after.match(text, end):
                return True
        if segment.cell is not None and any(self._target_head.search(h.compact.text) for h in segment.column_heads):
            return True
        before = text[: quantity.start]
        if self._target_before.search(self._reader.lead(before)):
            return True
        return not self._outcome_before.search(before) and self._is_below_goals(segment.passage, before)

    def _is_below_goals(self, passage: Passage, before: str) -> bool:
        """Whether the nearest heading that says either says goals, and not what came of them.

        One within the line is nearest: 【目標】節電率1%；節水率2%.
        """
        for heading in reversed([*passage.outline, *_INNER_HEADING.findall(before)]):
            folded = "".join(heading.split())
            if self._goals.fullmatch(folded):
                return True
            if self._outcomes.fullmatch(folded):
                return False
        return False

    def is_rate_reached(self, quantity: Quantity) -> bool:
        """Whether a rate is told without a word of a goal: what came, and no goal (線上簽核比率60%).

        A goal in brackets behind it is another number's: 線上簽核比率86%(目標80%).
        """
        remark = quantity.segment.compact.text.startswith("(", quantity.tail)
        clause = self._clause(quantity, quantity.tail if remark else None)
        return quantity.unit == "%" and not quantity.is_target and not self._goal_words.search(clause)

    def is_planned(self, quantity: Quantity, measure: Measure) -> bool:
        """Whether the words around a number tell of a plan, and values of ``measure`` are none.

        A plan's words hold for their clause and those that carry it on (…，並再整修2部).
        """
        if measure not in OUTCOMES:
            return False
        return bool(self._planned.search(self._clause(quantity))) or self._is_carried_on(quantity)

    def is_envisaged(self, quantity: Quantity, measure: Measure) -> bool:
        """Whether a number stands behind 展望110年，… or 原訂…, and nothing done between them."""
        if measure not in OUTCOMES:
            return False
        before, _ = self._statement(quantity)
        openers = list(self._plan_opener.finditer(before))
        return bool(openers) and not self._done.search(before, openers[-1].end())

    def is_dropped(self, quantity: Quantity, measure: Measure) -> bool:
        """Whether what a number is of did not take place: 停辦2場; 邀請200位貴賓，因疫情取消."""
        if measure not in OUTCOMES:
            return False
        before, behind = self._statement(quantity)
        clauses = _CLAUSE_END.split(behind)
        if self._dropped.search(_CLAUSE_END.split(before)[-1]) or self._dropped.search(clauses[0]):
            return True
        wholly = [clause for clause in clauses[1:] if self._dropped_wholly.search(clause)]
        return bool(wholly) and not self._done.search(before)

    def _is_carried_on(self, quantity: Quantity) -> bool:
        """Whether a plan begun in an earlier clause goes on at a number."""
        before, _ = self._statement(quantity)
        clauses = _CLAUSE_END.split(before)
        while len(clauses) > 1 and self._carries_on.match(clauses[-1]):
            clauses.pop()
            if self._planned.search(clauses[-1]):
                return True
        return False

    def _statement(self, quantity: Quantity) -> tuple[str, str]:
        """What stands before a number and behind it between ； and 。, without names in quotes."""
        text = quantity.segment.compact.text
        start, stop = quantity.segment.sentence(quantity.start)
        start = max(start, quantity.segment.behind_marker)
        text = self._without_quotes(text)
        before, behind = text[start : quantity.start], text[quantity.tail : stop]
        return _STATEMENT_END.split(before)[-1], _STATEMENT_END.split(behind)[0]

    def is_changed_from(self, quantity: Quantity) -> bool:
        """Whether a number is what a change told behind it was counted from: 由341件增加25件, not 由341件增為366件."""
        text = quantity.segment.compact.text
        return bool(self._since.search(text[: quantity.start]) and self._differs.match(text, quantity.tail))

    def is_of_another(self, quantity: Quantity) -> bool:
        """Whether a number's clause tells of another government: 鄰近之台南市政府同期節電率為2.8%."""
        found = self._of_government.match(self._rate_clause(quantity))
        return found is not None and found.group("government") not in self._own_governments

    def is_of_several(self, quantity: Quantity) -> bool:
        """Whether an amount is one for several together (獎金計12萬元), and none for each (每人獎金計6,000元)."""
        clause = self._rate_clause(quantity)
        return bool(self._together.search(clause)) and not self._each.search(clause)

    def is_completed_later(self, quantity: Quantity, end: date) -> bool:
        """Whether the works a number is of are done behind the report's ``end``, and no words say so: 114年底完成.

        Works that are said to be planned are values: of planned works.
        """
        segment = quantity.segment
        if self._works_planned.search(segment.compact.text):
            return False
        start, stop = segment.sentence(quantity.start)
        return any(
            mention.interval.end > end and self._completed.match(segment.compact.text, mention.end)
            for mention in segment.dates
            if start <= mention.start and mention.end <= stop
        )

    def is_rate(self, quantity: Quantity) -> bool:
        """Whether words of a rate stand before a number in its clause, or a head of its cell calls it a mean."""
        heads = (*quantity.segment.row_heads[-1:], *quantity.segment.column_heads[-1:])
        if any(self._mean_head.search(head.compact.text) for head in heads):
            return True
        return bool(self._rate.search(self._rate_clause(quantity)))

    def is_of_all_years(self, quantity: Quantity) -> bool:
        """Whether words before a number in its clause say that it came over all years."""
        return bool(self._all_years.search(self._rate_clause(quantity)))

    def is_to_come(self, period: Period, measure: Measure, end: date) -> bool:
        """Whether a period begins behind the report's ``end``: what is then has not happened yet."""
        return measure in OUTCOMES and (period.start or period.end) > end

    @staticmethod
    def _rate_clause(quantity: Quantity) -> str:
        start, _ = quantity.segment.sentence(quantity.start)
        return _RATE_CLAUSE_END.split(quantity.segment.compact.text[start : quantity.start])[-1]

    def _clause(self, quantity: Quantity, end: int | None = None) -> str:
        """The number's clause, without names in quotes, up to the next number or to an end before it."""
        text = quantity.segment.compact.text
        start, stop = quantity.segment.sentence(quantity.start)
        text = self._without_quotes(text)
        behind = _BEHIND.search(text, quantity.tail, stop)
        return (
            _CLAUSE_END.split(text[start : quantity.start])[-1]
            + text[quantity.start : end or (behind.start() if behind else stop)]
        )


def tells_rate(claim: Claim) -> bool:
    """Whether a claim is one of a rate: the rule's own words or the metric's name say 每 or 平均."""
    rule = claim.rule
    told = (rule.before, rule.after, rule.near, claim.metric.name_zh)
    return any(word in (words or "") for words in told for word in ("每", "平均"))
