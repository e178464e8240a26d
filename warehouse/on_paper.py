"""Where a passage is found by someone who holds the paper of a report that has no pages."""

from __future__ import annotations

# SQL: which paragraph below its headings the passage ``p`` is, from 1. A column for every question that tells a place.
PARAGRAPH = """(
  SELECT count(*) FROM passage before WHERE before.report_id = p.report_id AND before.outline = p.outline
  AND before.passage_no <= p.passage_no AND before.kind <> 'heading'
) AS paragraph"""
