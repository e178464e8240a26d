"""What a search looks in: words of passages and numbers as they are compared, laid out when a warehouse is written.

Made of the other tables, a report at a time. Text is folded, in lower case and without blanks, but for one between two
digits. Where each pair of signs stands is laid out too, pair by pair, so that a search of a million passages reads the
places of its words' own pairs and no text. A text's number is the next that is free when its report is added: no other
report's texts change theirs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from catalog.fold import fold_character

if TYPE_CHECKING:
    from warehouse.publish import Draft

# What is searched; where pairs of signs stand in its words is in a table each, named after it.
SEARCHED = ("searched_passage", "searched_number")
# Reports whose texts are made in one statement: as many as keep it within the draft's memory.
_AT_ONCE = 1000
# What str.isspace calls a blank, for DuckDB.
_BLANK = "[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"


def compact(folded: str) -> str:
    """SQL: folded text in lower case without blanks, but for one between two digits."""
    kept = f"regexp_replace(lower({folded}), '([^0-9]){_BLANK}+', '\\1', 'g')"
    # Once more in front of what is no digit, and at both ends.
    kept = f"regexp_replace({kept}, '{_BLANK}+([^0-9])', '\\1', 'g')"
    return f"trim(regexp_replace({kept}, '{_BLANK}+', ' ', 'g'))"


def folding(variants: Mapping[str, str]) -> dict[str, str]:
    """Characters (``unfolded``) and what they fold to (``folded``), for what the warehouse holds unfolded: titles."""
    blocks = (range(0xF900, 0xFB00), range(0xFF01, 0xFF5F), range(0x2F800, 0x2FA20))
    characters = [*variants, *(chr(code) for block in blocks for code in block)]
    pairs = {character: fold_character(character, variants) for character in characters}
    changed = {character: folded for character, folded in pairs.items() if folded != character}
    return {"unfolded": "".join(changed), "folded": "".join(changed.values())}


def folded(text: str) -> str:
    """SQL: text that is not folded yet, folded by what :func:`folding` gives."""
    return f"translate({text}, $unfolded, $folded)"


# The high part of a pair is its first sign; what ends a text has nothing behind it.
SIGNS = 1 << 21


def _numbered(table: str, no: str, of: str) -> str:
    """SQL: the number of each report's texts before its first (``before``): behind those that ``table`` has already.

    Args:
        table: where the texts are laid out.
        no: their number in their report, in the table ``of`` that they are made of.
        of: that table.
    """
    return f"""
numbered AS (
  SELECT report_id,
         (SELECT coalesce(max(text_no), 0) FROM {table}) + sum(texts) OVER (ORDER BY report_id) - texts AS before
  FROM (SELECT report_id, max({no}) AS texts FROM {of} WHERE report_id IN (SELECT unnest($reports)) GROUP BY report_id)
)"""


_PASSAGES = f"""
INSERT INTO searched_passage BY NAME
WITH {_numbered("searched_passage", "passage_no", "passage")}
SELECT b.before + p.passage_no AS text_no, p.report_id, p.passage_no, t.table_no, g.picture_no,
       CASE WHEN p.kind = 'table' THEN 'table' WHEN g.picture_no IS NOT NULL THEN 'picture' ELSE 'passage' END AS kind,
       {compact("p.folded")}
         || CASE WHEN t.title IS NULL THEN '' ELSE chr(10) || {compact(folded("t.title"))} END AS words
FROM passage p JOIN numbered b USING (report_id)
LEFT JOIN report_table t ON t.report_id = p.report_id AND t.passage_no = p.passage_no
LEFT JOIN picture g ON g.report_id = p.report_id AND g.passage_no = p.passage_no
ORDER BY p.report_id, p.passage_no
"""

# Names stand as the catalog writes them: they are searched as reports are.
_NUMBERS = f"""
INSERT INTO searched_number BY NAME
WITH {_numbered("searched_number", "quantity_no", "quantity")},
claimed AS (
  SELECT e.report_id, e.quantity_no,
         first(o.value ORDER BY m.position) AS value, first(o.unit ORDER BY m.position) AS unit,
         first(o.qualifier ORDER BY m.position) AS qualifier,
         first(o.period_start ORDER BY m.position) AS period_start,
         first(o.period_end ORDER BY m.position) AS period_end,
         list(DISTINCT m.topic_id ORDER BY m.topic_id) AS topics,
         string_agg(concat_ws(' ', m.name_zh, m.name_en, t.name_zh, t.name_en,
                              array_to_string(map_values(o.breakdown), ' ')), ' ') AS names
  FROM observation_evidence e
  JOIN observation o USING (observation_id) JOIN metric m USING (metric_id) JOIN topic t USING (topic_id)
  WHERE e.report_id IN (SELECT unnest($reports))
  GROUP BY e.report_id, e.quantity_no
)
SELECT b.before + q.quantity_no AS text_no, s.before + q.passage_no AS passage_text_no,
       q.report_id, q.quantity_no, q.passage_no, c.topics IS NOT NULL AS claimed,
       coalesce(c.value, q.value) AS value, coalesce(c.unit, q.unit) AS unit,
       CASE WHEN c.topics IS NULL THEN q.period_start ELSE c.period_start END AS period_start,
       CASE WHEN c.topics IS NULL THEN q.period_end ELSE c.period_end END AS period_end,
       coalesce(c.topics, []) AS topics,
       {
    compact(
        "concat_ws(' ', q.label, coalesce(c.qualifier, q.qualifier), "
        "substr(p.folded, q.char_start + 1, q.char_end - q.char_start) || coalesce(c.unit, q.unit, ''), c.names)"
    )
} AS words
FROM quantity q JOIN numbered b USING (report_id) JOIN passage p USING (report_id, passage_no)
JOIN (SELECT report_id, min(text_no - passage_no) AS before FROM searched_passage GROUP BY report_id) s
     USING (report_id)
LEFT JOIN claimed c USING (report_id, quantity_no)
ORDER BY q.report_id, q.quantity_no
"""

_PAIRS = """
INSERT INTO {table}_pair BY NAME
SELECT unnest(pairs) AS pair, text_no, unnest(range(1, len(pairs) + 1)) AS place
FROM (
  SELECT text_no,
         list_transform(list_zip(signs, signs[2:]), lambda two: two[1] * {signs} + coalesce(two[2], 0)) AS pairs
  FROM (
    SELECT text_no, list_transform(string_split(words, ''), lambda sign: unicode(sign)::BIGINT) AS signs
    FROM {table} WHERE words <> '' AND report_id IN (SELECT unnest($reports))
  )
)
ORDER BY pair, text_no, place
"""


def lay_out(warehouse: Draft, reports: Sequence[str], variants: Mapping[str, str]) -> None:
    """Adds what is searched of some reports, whose other rows are there already.

    Args:
        warehouse: the draft that holds them.
        reports: their ids.
        variants: characters and what they are folded to, beside those that Unicode says.

    Raises:
        duckdb.Error: the file cannot be written.
    """
    folds = folding(variants)
    for first in range(0, len(reports), _AT_ONCE):
        some = [*reports[first : first + _AT_ONCE]]
        warehouse.derive(_PASSAGES, reports=some, **folds)
        warehouse.derive(_NUMBERS, reports=some)
    # All at once: what is in order is read in one piece.
    for table in SEARCHED:
        warehouse.derive(_PAIRS.format(table=table, signs=SIGNS), reports=[*reports])


def take_out(warehouse: Draft, reports: Sequence[str]) -> None:
    """Takes away where the words of some reports stand; their other rows must be there still.

    Raises:
        duckdb.Error: the file cannot be written.
    """
    for table in SEARCHED:
        texts = f"SELECT text_no FROM {table} WHERE report_id IN (SELECT unnest($reports))"
        warehouse.derive(f"DELETE FROM {table}_pair WHERE text_no IN ({texts})", reports=[*reports])
