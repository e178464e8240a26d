"""What a search asks: passages, tables, pictures and numbers that hold all of some words.

Words are compared with the folded text without blanks, as the readers do, so that neither variant
characters nor letter-spaced headings hide a hit. A word that begins or ends with a digit is a whole
number there: 12件 is not found in 112件.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from warehouse.connect import Warehouse
from warehouse.on_paper import PARAGRAPH
from warehouse.search_index import SIGNS

KINDS = ("number", "passage", "table", "picture")
# Of how many reports words are proposed: enough for all that reports are about, few enough to be read at once.
_NEW_REPORTS = 10
# A part of words that so many paragraphs hold at most is rare, however few paragraphs there are.
_FEW = 5


@dataclass(frozen=True)
class Word:
    """One word to find: folded, without blanks, in lower case.

    A word that is a number (3,228.2萬元) finds its ``value`` too, however printed; only in ``unit``
    where it names one.
    """

    text: str
    value: float | None = None
    unit: str | None = None

    @property
    def is_bounded(self) -> bool:
        """Whether it begins or ends with a digit, and so is no part of a longer number."""
        return self.text[0].isdigit() or self.text[-1].isdigit()

    @property
    def is_where_it_stands(self) -> bool:
        """Whether it occurs at each place where its signs do: it has no bounds, nor begins within itself (人人)."""
        return not (self.is_bounded or any(self.text.startswith(self.text[at:]) for at in range(1, len(self.text))))

    @property
    def pattern(self) -> str:
        """A regular expression, of DuckDB and Python alike, whose first group is the word."""
        before = r"(?:^|[^0-9.,]|[^0-9][.,])" if self.text[0].isdigit() else ""
        behind = r"(?:$|[^0-9.,]|[.,](?:[^0-9]|$))" if self.text[-1].isdigit() else ""
        return f"{before}({re.escape(self.text)}){behind}"


@dataclass(frozen=True)
class Filters:
    """What hits are limited to; None leaves all.

    ``year`` is an ROC year: that of a number's own period where it has one, else the report's.
    ``unit``, ``low`` and ``high`` (base unit) ask for a number like that, in a passage for one at least.
    """

    report: str | None = None
    year: int | None = None
    topic: str | None = None
    unit: str | None = None
    low: float | None = None
    high: float | None = None

    @property
    def of_numbers(self) -> bool:
        """Whether any of them is about numbers."""
        return not (self.topic is None and self.unit is None and self.low is None and self.high is None)


# Every number of ``chosen`` (report_id, quantity_no) with what it is known as: one that metrics claim has their value,
# unit and period.
NUMBER = """
claim AS (
  SELECT e.report_id, e.quantity_no,
         list({'value': o.value, 'unit': o.unit, 'qualifier': o.qualifier, 'period_basis': o.period_basis,
               'period_start': o.period_start, 'period_end': o.period_end}
              ORDER BY m.position, o.observation_id)[1] AS own,
         list({'observation_id': o.observation_id, 'metric_id': o.metric_id, 'topic_id': m.topic_id,
               'name_zh': m.name_zh, 'name_en': m.name_en,
               'part': array_to_string(list_sort(map_values(o.breakdown)), '、')}
              ORDER BY m.position, o.observation_id) AS claims
  FROM observation_evidence e SEMI JOIN chosen USING (report_id, quantity_no)
  JOIN observation o ON o.report_id = e.report_id AND o.observation_id = e.observation_id
  JOIN metric m USING (metric_id)
  GROUP BY e.report_id, e.quantity_no
),
number AS (
  SELECT q.report_id, q.quantity_no, q.passage_no, q.raw, q.char_start, q.char_end, q.label, q.page,
         c.claims IS NOT NULL AS claimed, coalesce(c.own.value, q.value) AS value, coalesce(c.own.unit, q.unit) AS unit,
         coalesce(c.own.qualifier, q.qualifier) AS qualifier, c.own.period_basis AS own_basis,
         CASE WHEN c.claims IS NULL THEN q.period_start ELSE c.own.period_start END AS period_start,
         CASE WHEN c.claims IS NULL THEN q.period_end ELSE c.own.period_end END AS period_end,
         coalesce(c.claims, []) AS claims
  FROM quantity q SEMI JOIN chosen USING (report_id, quantity_no) LEFT JOIN claim c USING (report_id, quantity_no)
)
"""


def _found(words: Sequence[Word], table: str, valued: str) -> str:
    """SQL: the rows of ``searched`` that hold every word, or its value, and how often.

    Args:
        words: what to find.
        table: what ``searched`` is made of.
        valued: in a row each, the ``text_no`` of what holds a number ``n``, up to what the number is.
    """
    if not words:
        return "found AS (SELECT *, 0 AS occurrences FROM searched)"
    hits = [f"hit{place} AS ({_hits(place, word, table, valued)})" for place, word in enumerate(words)]
    joined = " ".join(f"JOIN hit{place} USING (text_no)" for place in range(len(words)))
    often = [_often_there(place, word) for place, word in enumerate(words)]
    held = [
        f"({often[place]} > 0{f' OR hit{place}.valued' if word.value is not None else ''})"
        for place, word in enumerate(words) if not word.is_where_it_stands
    ]  # fmt: skip
    found = f"SELECT searched.*, {' + '.join(often)} AS occurrences FROM searched {joined} WHERE {_all(held)}"
    if table == "searched_number":
        # What is named anew as it is asked has no pairs laid out (see warehouse.lineage).
        often = [_often(place, word) for place, word in enumerate(words)]
        held = [
            f"({often[place]} > 0{f' OR {_has(place, word)}' if word.value is not None else ''})"
            for place, word in enumerate(words)
        ]
        found += f" UNION ALL SELECT *, {' + '.join(often)} FROM searched n WHERE text_no IS NULL AND {_all(held)}"
    return f"{', '.join(hits)}, found AS ({found})"


def _all(conditions: Sequence[str]) -> str:
    return " AND ".join(conditions) or "true"


def _hits(place: int, word: Word, table: str, valued: str) -> str:
    """SQL: each text in which a word stands (``often``: at how many places), or that is ``valued`` as it is."""
    stands = _stands(word, table)
    if word.value is None:
        return f"SELECT text_no, count(*) AS often FROM ({stands}) GROUP BY text_no"
    return (
        "SELECT text_no, count(*) FILTER (NOT valued) AS often, bool_or(valued) AS valued FROM "
        f"(SELECT text_no, false AS valued FROM ({stands}) UNION ALL {valued} {_has(place, word)}) GROUP BY text_no"
    )


def _often_there(place: int, word: Word) -> str:
    # Of both at least, so that only texts are looked at in which it stands somewhere.
    return f"hit{place}.often" if word.is_where_it_stands else f"least(hit{place}.often, {_often(place, word)})"


def _stands(word: Word, table: str) -> str:
    """SQL: where a word stands in texts: its pairs of signs one behind the other."""
    first, *others = (ord(sign) for sign in word.text)
    if not others:
        return f"SELECT text_no FROM {table}_pair WHERE pair BETWEEN {first * SIGNS} AND {first * SIGNS + SIGNS - 1}"
    pairs = [one * SIGNS + two for one, two in zip((first, *others), others, strict=False)]
    begun = f"SELECT text_no, place FROM {table}_pair WHERE pair = {pairs[0]}"
    # Every second pair holds all signs, with the last.
    behind = "".join(
        f" SEMI JOIN (SELECT text_no, place - {at} AS place FROM {table}_pair WHERE pair = {pairs[at]}) at{at} "
        f"USING (text_no, place)"
        for at in sorted({*range(2, len(pairs), 2), len(pairs) - 1} - {0})
    )
    return f"SELECT text_no FROM ({begun}) begun{behind}"


def _has(place: int, word: Word) -> str:
    return f"n.value = $value{place}" + (f" AND n.unit = $unit{place}" if word.unit else "")


def _often(place: int, word: Word) -> str:
    if word.is_bounded:
        return f"len(regexp_extract_all(words, $pattern{place}))"
    return f"(length(words) - length(replace(words, $word{place}, ''))) // length($word{place})"


# Numbers of the kind asked for.
_WANTED = """
  ($topic IS NULL OR list_contains(n.topics, $topic)) AND ($unit IS NULL OR n.unit = $unit)
  AND ($low IS NULL OR n.value >= $low) AND ($high IS NULL OR n.value <= $high)
"""

_PASSAGES = """
WITH searched AS NOT MATERIALIZED (
  SELECT s.* FROM searched_passage s JOIN report r USING (report_id)
  WHERE ($report IS NULL OR s.report_id = $report)
    AND ($year IS NULL OR $year + 1911 BETWEEN year(r.period_start) AND year(r.period_end))
    AND {of_numbers}
),
"""
_OF_NUMBERS = f"EXISTS (SELECT 1 FROM searched_number n WHERE n.passage_text_no = s.text_no AND {_WANTED})"
_VALUED_PASSAGES = "SELECT n.passage_text_no, true FROM searched_number n WHERE"

_PASSAGES_SHOWN = f"""
, shown AS (
  SELECT f.* EXCLUDE (text_no, words), r.title AS report_title, r.session, r.period_start AS report_start,
         r.period_end AS report_end
  FROM found f JOIN report r USING (report_id)
  WHERE f.kind = $kind
  ORDER BY f.occurrences DESC, r.period_end DESC, f.report_id, f.passage_no
  LIMIT $shown
)
SELECT s.*, p.page, p.line, p.outline, {PARAGRAPH}, p.text, p.by_ocr, t.title
FROM shown s JOIN passage p USING (report_id, passage_no) LEFT JOIN report_table t USING (report_id, table_no)
ORDER BY s.occurrences DESC, s.report_end DESC, s.report_id, s.passage_no
"""

_NUMBERS = f"""
WITH searched AS NOT MATERIALIZED (
  SELECT n.*, r.period_end AS report_end FROM searched_number n JOIN report r USING (report_id)
  WHERE {_WANTED} AND ($report IS NULL OR n.report_id = $report)
    AND ($year IS NULL OR $year + 1911 BETWEEN year(coalesce(n.period_start, n.period_end, r.period_start))
                                           AND year(coalesce(n.period_end, r.period_end)))
),
"""
_VALUED_NUMBERS = "SELECT n.text_no, true FROM searched_number n WHERE"

_NUMBERS_SHOWN = f"""
, chosen AS (
  SELECT report_id, quantity_no, occurrences FROM found
  ORDER BY claimed DESC, occurrences DESC, report_end DESC, report_id, quantity_no
  LIMIT $shown
), {NUMBER}
SELECT n.*, c.occurrences, p.text AS passage, p.outline, p.line, {PARAGRAPH}, p.by_ocr,
       r.title AS report_title, r.session, r.period_start AS report_start, r.period_end AS report_end
FROM number n JOIN chosen c USING (report_id, quantity_no) JOIN passage p USING (report_id, passage_no)
JOIN report r ON r.report_id = n.report_id
ORDER BY n.claimed DESC, c.occurrences DESC, r.period_end DESC, n.report_id, n.quantity_no
"""


def _given(question: str, words: Sequence[Word], filters: Filters) -> dict[str, object]:
    """What a question names of words and filters."""
    given: dict[str, object] = {**vars(filters)}
    for i, word in enumerate(words):
        given |= {f"word{i}": word.text, f"pattern{i}": word.pattern, f"value{i}": word.value, f"unit{i}": word.unit}
    return {name: given[name] for name in re.findall(r"\$(\w+)", question)}


def _in_passages(words: Sequence[Word], filters: Filters) -> tuple[str, dict[str, object]]:
    """The query of passages, tables and pictures up to ``found``, and what it is given."""
    searched = _PASSAGES.format(of_numbers=_OF_NUMBERS if filters.of_numbers else "true")
    question = searched + _found(words, "searched_passage", _VALUED_PASSAGES)
    return question, _given(question, words, filters)


def _in_numbers(words: Sequence[Word], filters: Filters) -> tuple[str, dict[str, object]]:
    """The query of numbers up to ``found``, and what it is given."""
    question = _NUMBERS + _found(words, "searched_number", _VALUED_NUMBERS)
    return question, _given(question, words, filters)


def counts(warehouse: Warehouse, words: tuple[Word, ...], filters: Filters) -> pd.DataFrame:
    """How many hits there are: one row per kind and report that has any, with ``hits``."""
    of_numbers, numbers_given = _in_numbers(words, filters)
    of_passages, passages_given = _in_passages(words, filters)
    grouped = "report_id, count(*) AS hits FROM found GROUP BY ALL ORDER BY ALL"
    found = [
        warehouse.frame(f"{of_numbers} SELECT 'number' AS kind, {grouped}", numbers_given),
        warehouse.frame(f"{of_passages} SELECT kind, {grouped}", passages_given),
    ]
    return pd.concat(found, ignore_index=True)


def passages(warehouse: Warehouse, words: tuple[Word, ...], filters: Filters, kind: str, shown: int) -> pd.DataFrame:
    """The first ``shown`` passages of a kind (passage, table, picture) that hold all words.

    Those with most occurrences first, of newer reports before older ones. With each go its place
    (report_id, passage_no, page, line, outline, paragraph), ``text``, table_no and title or picture_no where it
    has one, and its report's title, session and period.
    """
    question, given = _in_passages(words, filters)
    return warehouse.frame(question + _PASSAGES_SHOWN, given | {"kind": kind, "shown": shown})


def passages_with(warehouse: Warehouse, parts: tuple[str, ...], least: int) -> pd.DataFrame:
    """The paragraphs that hold ``least`` or more of some parts of words, those of newer reports first.

    With each go its place (report_id, passage_no, page, line, outline, paragraph), ``text``, and its report's title
    and session.
    """
    return warehouse.frame(
        f"""
        SELECT p.report_id, p.passage_no, p.page, p.line, p.outline, {PARAGRAPH}, p.text,
               r.title AS report_title, r.session
        FROM searched_passage s JOIN passage p USING (report_id, passage_no) JOIN report r USING (report_id)
        WHERE s.kind = 'passage' AND p.kind IN ('paragraph', 'list_item') AND NOT p.by_ocr
              AND len(list_filter($parts, lambda part: contains(s.words, part))) >= $least
        ORDER BY r.period_end DESC, p.report_id, p.passage_no
        """,
        {"parts": list(parts), "least": least},
    )


def passages_nearest(
    warehouse: Warehouse, parts: tuple[str, ...], report_ids: tuple[str, ...] | None, shown: int
) -> pd.DataFrame:
    """The ``shown`` paragraphs, of some reports or of all (None), that hold most of some parts of words.

    The rarer a part, the more it counts. With each go its place (report_id, passage_no, page, line, outline,
    paragraph), ``text``, its report's title, session and period, the parts ``held``, those of them that are
    ``rare``: in one of a hundred
    paragraphs, or few; and ``share``, how much it holds of all that any paragraph holds, from 0 to 1.
    """
    return warehouse.frame(
        f"""
        WITH searched AS (
          SELECT s.report_id, s.passage_no, list_filter($parts, lambda part: contains(s.words, part)) AS held
          FROM searched_passage s JOIN passage p USING (report_id, passage_no)
          WHERE s.kind = 'passage' AND p.kind IN ('paragraph', 'list_item') AND NOT p.by_ocr
                AND ($every OR list_contains($reports, s.report_id))
        ),
        often AS (
          SELECT part, ln(1 + (SELECT count(*) FROM searched) / count(*)) AS weight,
                 count(*) <= greatest($few, (SELECT count(*) FROM searched) / 100) AS is_rare
          FROM (SELECT unnest(held) AS part FROM searched) GROUP BY part
        ),
        near AS (
          SELECT report_id, passage_no, sum(weight) / (SELECT sum(weight) FROM often) AS share,
                 list(part) AS held, coalesce(list(part) FILTER (is_rare), []) AS rare
          FROM (SELECT report_id, passage_no, unnest(held) AS part FROM searched) JOIN often USING (part)
          GROUP BY ALL
        )
        SELECT n.*, p.page, p.line, p.outline, {PARAGRAPH}, p.text,
               r.title AS report_title, r.session, r.period_start, r.period_end
        FROM near n JOIN passage p USING (report_id, passage_no) JOIN report r USING (report_id)
        ORDER BY share DESC, r.period_end DESC, report_id, passage_no LIMIT $shown
        """,
        {
            "parts": list(parts),
            "every": report_ids is None,
            "reports": list(report_ids or ()),
            "shown": shown,
            "few": _FEW,
        },
    )


def paragraphs(warehouse: Warehouse) -> pd.DataFrame:
    """All paragraphs that are surely read, those of newer reports first.

    With each go its place (report_id, passage_no, page, line, outline, paragraph), ``text``, and its report's title,
    session and period.
    """
    return warehouse.frame(
        f"""
        SELECT p.report_id, p.passage_no, p.page, p.line, p.outline, {PARAGRAPH}, p.text,
               r.title AS report_title, r.session, r.period_start, r.period_end
        FROM passage p JOIN report r USING (report_id)
        WHERE p.kind IN ('paragraph', 'list_item') AND NOT p.by_ocr
        ORDER BY r.period_end DESC, p.report_id, p.passage_no
        """,
        {},
    )


def numbers(warehouse: Warehouse, words: tuple[Word, ...], filters: Filters, shown: int) -> pd.DataFrame:
    """The first ``shown`` numbers whose label, unit, metric, topic or breakdown hold all words.

    Those that metrics claim first. ``claims`` lists observation_id, metric_id, topic_id, names and
    part of each; value, unit and period are the claiming metric's, else as printed.
    """
    question, given = _in_numbers(words, filters)
    return warehouse.frame(question + _NUMBERS_SHOWN, given | {"shown": shown})


def numbers_in(warehouse: Warehouse, places: tuple[tuple[str, int], ...]) -> pd.DataFrame:
    """Every number of some passages (report_id, passage_no), as :func:`numbers` gives them, in their order."""
    question = f"""
        WITH wanted AS (SELECT unnest($reports) AS report_id, unnest($passages) AS passage_no),
        chosen AS (SELECT report_id, quantity_no FROM quantity SEMI JOIN wanted USING (report_id, passage_no)), {NUMBER}
        SELECT * FROM number ORDER BY report_id, quantity_no
    """
    given = {"reports": [report for report, _ in places], "passages": [passage for _, passage in places]}
    return warehouse.frame(question, given)


def cells_in(warehouse: Warehouse, tables: tuple[tuple[str, int], ...]) -> pd.DataFrame:
    """Every cell of some tables (report_id, table_no): row, column, spans, text; in reading order."""
    return warehouse.frame(
        """
        SELECT report_id, table_no, "row", "column", row_span, column_span, text, char_start, char_end
        FROM table_cell
        JOIN (SELECT unnest($reports) AS report_id, unnest($tables) AS table_no) USING (report_id, table_no)
        ORDER BY report_id, table_no, "row", "column"
        """,
        {"reports": [report for report, _ in tables], "tables": [table for _, table in tables]},
    )


def units(warehouse: Warehouse) -> pd.DataFrame:
    """One row per unit that numbers have, the most frequent first: unit, numbers."""
    return warehouse.frame(
        "SELECT unit, count(*) AS numbers FROM (SELECT unit FROM quantity UNION ALL SELECT unit FROM observation) "
        "WHERE unit IS NOT NULL GROUP BY unit ORDER BY numbers DESC, unit"
    )


def topics(warehouse: Warehouse) -> pd.DataFrame:
    """One row per topic that reports print numbers of, in catalog order: ids and names."""
    return warehouse.frame(
        "SELECT topic_id, group_id, name_zh, name_en FROM topic "
        "WHERE topic_id IN (SELECT topic_id FROM metric SEMI JOIN observation USING (metric_id)) ORDER BY position"
    )


def examples(warehouse: Warehouse, most: int) -> pd.DataFrame:
    """Names of topics as words that occur in new reports, of each group the most frequent: name_zh, name_en, hits."""
    return warehouse.frame(
        """
        WITH new AS (SELECT report_id FROM report ORDER BY period_end DESC, report_id LIMIT $reports),
        searched AS (SELECT words FROM searched_passage SEMI JOIN new USING (report_id)),
        named AS (
          SELECT t.group_id, t.position, t.name_zh, t.name_en, count(*) AS hits
          FROM topic t JOIN searched ON contains(searched.words, lower(t.name_zh)) GROUP BY ALL
        ),
        best AS (SELECT * FROM named QUALIFY row_number() OVER (PARTITION BY group_id ORDER BY hits DESC, position) = 1)
        SELECT name_zh, name_en, hits FROM best ORDER BY hits DESC, position LIMIT $most
        """,
        {"most": most, "reports": _NEW_REPORTS},
    )
