"""The as-of days of sections and tables: 資料日期：107.4.1 in a heading, 截至112年6月30日 right before a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ingest.notation.calendar import DateMention, Interval, year_after
from ingest.numbers.printed import Segment
from ingest.passages.outline import Passage


class SectionDays:
    """Knows the as-of days that a report states for what stands under or behind them.

    Args:
        segments: all segments of the report, in order.
        report: the report's own period.
        is_as_of: whether words around a mention say that it is such a day.
    """

    def __init__(
        self, segments: Sequence[Segment], report: Interval, is_as_of: Callable[[Segment, DateMention], bool]
    ) -> None:
        self._report, self._is_as_of = report, is_as_of
        self._tables = self._dates_before_tables(segments)
        self._sections = self._section_dates(segments)

    def of(self, passage: Passage) -> tuple[DateMention, Segment] | None:
        """The as-of day of a passage, with the segment that states it."""
        return self._tables.get(passage.no) or self._section_date(passage.outline)

    def _dates_before_tables(self, segments: Sequence[Segment]) -> dict[int, tuple[DateMention, Segment]]:
        """For each table without an as-of day of its own: the one in the words right before it."""
        dates: dict[int, tuple[DateMention, Segment]] = {}
        lead: tuple[int, tuple[DateMention, Segment] | None] = (0, None)
        for segment in segments:
            no = segment.passage.no
            days = [m for m in segment.dates if m.grain == "day" and self._is_as_of(segment, m)]
            if segment.cell is None:
                lead = (no, (days[-1], segment) if days else None)
            elif days:
                dates[no] = (days[-1], segment)
            elif lead[1] is not None and no - lead[0] == 1:
                dates.setdefault(no, lead[1])
        return dates

    def _section_dates(self, segments: Sequence[Segment]) -> dict[tuple[str, ...], tuple[DateMention, Segment]]:
        """For each section that states one: the exact as-of day of its values (資料日期：107.4.1).

        A heading states it for what stands under it, and there the end of a month is a day, too: 截至112年6月底.
        """
        dates: dict[tuple[str, ...], tuple[DateMention, Segment]] = {}
        for segment in segments:
            passage = segment.passage
            heads = passage.kind == "heading"
            own = (*passage.outline, passage.text) if heads else passage.outline
            for mention in segment.dates:
                one_day = mention.grain == "day" and mention.interval.start == mention.interval.end
                if not (one_day or (heads and mention.grain == "month")) or not self._is_as_of(segment, mention):
                    continue
                # Within a sentence a day of long ago tells what was then: 截至105年12月31日原未補足差額….
                if not heads and year_after(mention.interval).end < self._report.start:
                    continue
                dates.setdefault(own, (mention, segment))
                if one_day:
                    # What follows beside the heading goes on with its day.
                    dates.setdefault(passage.outline, (mention, segment))
        return dates

    def _section_date(self, outline: tuple[str, ...]) -> tuple[DateMention, Segment] | None:
        """The as-of day of the innermost section around that states one; of outer ones only in their heading."""
        own = self._sections.get(outline)
        while own is None and outline:
            outline = outline[:-1]
            around = self._sections.get(outline)
            own = around if around and outline[-1:] == (around[1].passage.text,) else None
        return own
