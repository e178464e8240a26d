"""What a search asks: passages, tables, pictures and numbers that hold all of some words.

Words are compared with the folded text without blanks, as the readers do, so that neither variant
characters nor letter-spaced headings hide a hit. A word that begins or ends with a digit is a whole
number there: 12件 is not found in 112件.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from catalog.fold import fold_character
from catalog.load import load
from warehouse.connect import Warehouse

KINDS = ("number", "passage", "table", "picture")


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


# What str.isspace calls a blank, for DuckDB.
_BLANK = "[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"


def _compact(folded: str) -> str:
    """SQL: folded text in lower case without blanks, but for one between two digits."""
    kept = f"regexp_replace(lower({folded}), '([^0-9]){_BLANK}+', '\\1', 'g')"
    # Once more in front of what is no digit, and at both ends.
    kept = f"regexp_replace({kept}, '{_BLANK}+([^0-9])', '\\1', 'g')"
    return f"trim(regexp_replace({kept}, '{_BLANK}+', ' ', 'g'))"


@functools.cache
def _folding() -> tuple[str, str]:
    """Characters and what they fold to, for what the warehouse holds unfolded: titles and names."""
    variants = load().lexicon.variants
    blocks = (range(0xF900, 0xFB00), range(0xFF01, 0xFF5F), range(0x2F800, 0x2FA20))
    characters = [*variants, *(chr(code) for block in blocks for code in block)]
    pairs = {character: fold_character(character, variants) for character in characters}
    changed = {character: folded for character, folded in pairs.items() if folded != character}
    return "".join(changed), "".join(changed.values())


def _folded(text: str) -> str:
    return f"translate({text}, $unfolded, $folded)"


# Every number with what it is known as. One that metrics claim has their value, unit and period.
NUMBER = """
number AS (
  SELECT q.report_id, q.quantity_no, q.passage_no, q.raw, q.char_start, q.char_end, q.label, q.page,
         any_value(o.observation_id ORDER BY o.observation_id) IS NOT NULL AS claimed,
         coalesce(first(o.value ORDER BY m.position), q.value) AS value,
         coalesce(first(o.unit ORDER BY m.position), q.unit) AS unit,
         coalesce(first(o.qualifier ORDER BY m.position), q.qualifier) AS qualifier,
         first(o.period_basis ORDER BY m.position) AS own_basis,
         CASE WHEN count(o.observation_id) > 0 THEN first(o.period_start ORDER BY m.position)
              ELSE q.period_start END AS period_start,
         CASE WHEN count(o.observation_id) > 0 THEN first(o.period_end ORDER BY m.position)
              ELSE q.period_end END AS period_end,
         coalesce(list({'observation_id': o.observation_id, 'metric_id': m.metric_id, 'topic_id': m.topic_id,
                        'name_zh': m.name_zh, 'name_en': m.name_en,
                        'part': array_to_string(list_sort(map_values(o.breakdown)), '、')}
                       ORDER BY m.position, o.observation_id) FILTER (o.observation_id IS NOT NULL), []) AS claims,
         coalesce(string_agg(concat_ws(' ', m.name_zh, m.name_en, t.name_zh, t.name_en,
                                       array_to_string(map_values(o.breakdown), ' ')), ' '), '') AS names
  FROM quantity q
  LEFT JOIN observation_evidence e USING (report_id, quantity_no)
  LEFT JOIN observation o ON o.observation_id = e.observation_id
  LEFT JOIN metric m ON m.metric_id = o.metric_id
  LEFT JOIN topic t ON t.topic_id = m.topic_id
  GROUP BY q.report_id, q.quantity_no, q.passage_no, q.raw, q.char_start, q.char_end, q.label, q.page,
           q.value, q.unit, q.qualifier, q.period_start, q.period_end
)
"""

# Numbers of the kind asked for.
_WANTED = """
wanted AS (
  SELECT * FROM number
  WHERE ($topic IS NULL OR list_contains(list_transform(claims, lambda c: c.topic_id), $topic))
    AND ($unit IS NULL OR unit = $unit)
    AND ($low IS NULL OR value >= $low) AND ($high IS NULL OR value <= $high)
),
"""


def _found(words: Sequence[Word]) -> str:
    """SQL: the rows of ``searched`` that hold every word, or its value, and how often."""
    holds = [_holds(place, word) for place, word in enumerate(words)]
    often = [f"len(regexp_extract_all(hay, $pattern{place}))" for place in range(len(words))]
    return (
        f"found AS (SELECT *, {' + '.join(often) or '0'} AS occurrences FROM searched "
        f"WHERE {' AND '.join(holds) or 'true'})"
    )


def _holds(place: int, word: Word) -> str:
    text = f"regexp_matches(hay, $pattern{place})"
    if word.value is None:
        return text
    same = f"v.value = $value{place}" + (f" AND v.unit = $unit{place}" if word.unit else "")
    return f'({text} OR len(list_filter("values", lambda v: {same})) > 0)'


_PASSAGES = f"""
WITH {NUMBER}, {_WANTED}
searched AS (
  SELECT p.report_id, p.passage_no, p.page, p.line, p.outline, p.text, p.by_ocr, t.table_no, t.title, g.picture_no,
         CASE WHEN p.kind = 'table' THEN 'table' WHEN g.picture_no IS NOT NULL THEN 'picture'
              ELSE 'passage' END AS kind,
         {_compact("p.folded")}
           || CASE WHEN t.title IS NULL THEN '' ELSE chr(10) || {_compact(_folded("t.title"))} END AS hay,
         (SELECT list({{'value': q.value, 'unit': q.unit}}) FROM number q
          WHERE q.report_id = p.report_id AND q.passage_no = p.passage_no) AS "values"
  FROM passage p JOIN report r USING (report_id)
  LEFT JOIN report_table t ON t.report_id = p.report_id AND t.passage_no = p.passage_no
  LEFT JOIN picture g ON g.report_id = p.report_id AND g.passage_no = p.passage_no
  WHERE ($report IS NULL OR p.report_id = $report)
    AND ($year IS NULL OR $year + 1911 BETWEEN year(r.period_start) AND year(r.period_end))
    AND (NOT $of_numbers OR EXISTS (SELECT 1 FROM wanted w
                                    WHERE w.report_id = p.report_id AND w.passage_no = p.passage_no))
),
"""

_PASSAGES_SHOWN = """
SELECT f.* EXCLUDE (hay, "values"), r.title AS report_title, r.session, r.period_start AS report_start,
       r.period_end AS report_end
FROM found f JOIN report r USING (report_id)
WHERE f.kind = $kind
ORDER BY f.occurrences DESC, r.period_end DESC, f.report_id, f.passage_no
LIMIT $shown
"""

_NUMBERS = f"""
WITH {NUMBER}, {_WANTED}
searched AS (
  SELECT w.*, [{{'value': w.value, 'unit': w.unit}}] AS "values",
         {
    _compact(
        "concat_ws(' ', w.label, w.qualifier, "
        "substr(p.folded, w.char_start + 1, w.char_end - w.char_start) || coalesce(w.unit, ''), w.names)"
    )
} AS hay
  FROM wanted w JOIN report r USING (report_id) JOIN passage p USING (report_id, passage_no)
  WHERE ($report IS NULL OR w.report_id = $report)
    AND ($year IS NULL OR $year + 1911 BETWEEN year(coalesce(w.period_start, w.period_end, r.period_start))
                                           AND year(coalesce(w.period_end, r.period_end)))
),
"""

_NUMBERS_SHOWN = """
SELECT f.* EXCLUDE (hay, "values", names), p.text AS passage, p.outline, p.line, p.by_ocr,
       r.title AS report_title, r.session, r.period_start AS report_start, r.period_end AS report_end
FROM found f JOIN passage p USING (report_id, passage_no) JOIN report r ON r.report_id = f.report_id
ORDER BY f.claimed DESC, f.occurrences DESC, r.period_end DESC, f.report_id, f.quantity_no
LIMIT $shown
"""


def _given(words: Sequence[Word], filters: Filters) -> dict[str, object]:
    given: dict[str, object] = {f"pattern{i}": word.pattern for i, word in enumerate(words)}
    for i, word in enumerate(words):
        if word.value is not None:
            given |= {f"value{i}": word.value} | ({f"unit{i}": word.unit} if word.unit else {})
    return given | {name: getattr(filters, name) for name in ("report", "year", "topic", "unit", "low", "high")}


def _in_passages(words: Sequence[Word], filters: Filters) -> tuple[str, dict[str, object]]:
    """The query of passages, tables and pictures up to ``found``, and what it is given."""
    unfolded, folded = _folding()
    given = {"of_numbers": filters.of_numbers, "unfolded": unfolded, "folded": folded}
    return _PASSAGES + _found(words), _given(words, filters) | given


def _in_numbers(words: Sequence[Word], filters: Filters) -> tuple[str, dict[str, object]]:
    """The query of numbers up to ``found``, and what it is given."""
    return _NUMBERS + _found(words), _given(words, filters)


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
    (report_id, passage_no, page, line, outline), ``text``, table_no and title or picture_no where it
    has one, and its report's title, session and period.
    """
    question, given = _in_passages(words, filters)
    return warehouse.frame(question + _PASSAGES_SHOWN, given | {"kind": kind, "shown": shown})


def numbers(warehouse: Warehouse, words: tuple[Word, ...], filters: Filters, shown: int) -> pd.DataFrame:
    """The first ``shown`` numbers whose label, unit, metric, topic or breakdown hold all words.

    Those that metrics claim first. ``claims`` lists observation_id, metric_id, topic_id, names and
    part of each; value, unit and period are the claiming metric's, else as printed.
    """
    question, given = _in_numbers(words, filters)
    return warehouse.frame(question + _NUMBERS_SHOWN, given | {"shown": shown})


def numbers_in(warehouse: Warehouse, places: tuple[tuple[str, int], ...]) -> pd.DataFrame:
    """Every number of some passages (report_id, passage_no), as :func:`numbers` gives them, in their order."""
    question = """
        SELECT n.* EXCLUDE (names) FROM number n
        JOIN (SELECT unnest($reports) AS report_id, unnest($passages) AS passage_no) USING (report_id, passage_no)
        ORDER BY n.report_id, n.quantity_no
    """
    with_numbers = f"WITH {NUMBER}"
    given = {"reports": [report for report, _ in places], "passages": [passage for _, passage in places]}
    return warehouse.frame(with_numbers + question, given)


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
    """Names of topics as words that do occur, of each group the most frequent: name_zh, name_en, hits."""
    unfolded, folded = _folding()
    return warehouse.frame(
        f"""
        WITH hay AS (SELECT {_compact("folded")} AS hay FROM passage),
        named AS (
          SELECT t.group_id, t.position, t.name_zh, t.name_en, count(*) AS hits
          FROM topic t JOIN hay ON contains(hay.hay, lower({_folded("t.name_zh")})) GROUP BY ALL
        ),
        best AS (SELECT * FROM named QUALIFY row_number() OVER (PARTITION BY group_id ORDER BY hits DESC, position) = 1)
        SELECT name_zh, name_en, hits FROM best ORDER BY hits DESC, position LIMIT $most
        """,
        {"unfolded": unfolded, "folded": folded, "most": most},
    )
