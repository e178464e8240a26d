"""Every table and column says what it holds, and the data dictionary repeats it."""

from __future__ import annotations

import pytest

from tests.conftest import ROOT
from warehouse.dictionary import Column, Relation, markdown, relations
from warehouse.publish import SCHEMA, TABLES

SCHEMA_SQL = SCHEMA.read_text(encoding="utf-8")


def test_tables_views_and_columns_are_read_in_their_order() -> None:
    schema = """
        CREATE TABLE second_name (b VARCHAR NOT NULL, a INTEGER);
        COMMENT ON TABLE second_name IS 'One thing.';
        COMMENT ON COLUMN second_name.b IS 'What | it is.';
        CREATE TABLE first_name (a DATE);
        CREATE VIEW seen AS SELECT a FROM first_name;
    """
    found = relations(schema)
    assert found == [
        Relation(
            "second_name",
            False,
            "One thing.",
            (Column("b", "VARCHAR", False, "What | it is."), Column("a", "INTEGER", True, None)),
        ),
        Relation("first_name", False, None, (Column("a", "DATE", True, None),)),
        Relation("seen", True, None, (Column("a", "DATE", True, None),)),
    ]
    assert "| b | `VARCHAR` | no | What \\| it is. |" in markdown(found)


def test_every_table_view_and_column_has_a_comment() -> None:
    found = relations(SCHEMA_SQL)
    assert {relation.name for relation in found} >= set(TABLES)
    bare = [relation.name for relation in found if not relation.comment]
    bare += [f"{relation.name}.{c.name}" for relation in found for c in relation.columns if not c.comment]
    assert bare == []


@pytest.mark.parametrize("relation", relations(SCHEMA_SQL), ids=lambda relation: relation.name)
def test_a_table_says_what_one_row_is(relation: Relation) -> None:
    assert relation.comment is not None
    assert relation.comment.startswith("One ")


def test_the_document_is_up_to_date() -> None:
    document = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert document == markdown(relations(SCHEMA_SQL)), "run make docs"
