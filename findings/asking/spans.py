"""The periods a question names: ROC and Western years, halves, months, a council's sessions."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field, replace
from datetime import date

from catalog.entry import compiled
from catalog.load import load
from catalog.questions import PartOfYear, load_questions
from catalog.words import speaking, words
from findings.asking.numerals import chinese_number
from findings.period_words import ROC_OFFSET, period_words

# Years that reports are of: of the ROC, and of the West.
_ROC, _WESTERN = range(80, 200), range(80 + ROC_OFFSET, 200 + ROC_OFFSET)
# A year without its word stands apart, or right before words.
_BARE = re.compile(r"(?<!\d)(?<!\d[.,])(?P<year>\d{4}|\d{3}(?!\s*[a-z]))(?!\d|[.,]\d|[%年])")
# What is taken out of a question, so that the words beside it do not run together.
GAP = "\n"


@dataclass(frozen=True)
class Span:
    """First and last day of a period asked for; ``report`` is how a report is named by it (那本業務報告), or empty."""

    start: date
    end: date
    report: str = field(default="", compare=False)


def asked_words(span: Span) -> str:
    """A period as it is asked for, in the reader's language where a question in it can name the period."""
    if words.language == "en" and span == _months(span.start.year, 1, 12):
        return str(span.start.year)
    with speaking("zh-TW"):
        return period_words(span.start, span.end)


@dataclass(frozen=True)
class Times:
    """The periods of a question in their order, the sessions (term, number), and the text without either."""

    spans: tuple[Span, ...]
    sessions: tuple[tuple[int, int], ...]
    rest: str


def times(text: str, today: date) -> Times:
    """The periods that a question names.

    Args:
        text: folded, in lower case.
        today: the day that this year and last year are counted from.
    """
    periods = load_questions().periods
    sessions: list[tuple[int, int]] = []

    def session(found: re.Match[str]) -> str:
        term, number = chinese_number(found["term"]), chinese_number(found["number"])
        if term is None or number is None:
            return found[0]
        sessions.append((int(term), int(number)))
        return GAP

    text = re.sub(periods.session, session, _year_first(_dated(text)))
    found = [(match.start(), match.end(), year) for match, year in _years(text)]
    for said, back in periods.relative.items():
        found += [(match.start(), match.end(), today.year - back) for match in re.finditer(said, text)]
    found += [(match.start(), match.end(), _year_of(match["animal"], today))
              for match in re.finditer(periods.zodiac, text)]  # fmt: skip
    found = _apart([*found, *((match.start(), match.end(), year) for match, year in _bare_years(text))])
    spans: list[Span] = []
    rest, at, joined = "", 0, False
    for year_start, year_end, year in sorted(found):
        between = text[at:year_start]
        start, part_before = _part_before(between, year_start, at)
        end, own = _within(text, year_end, year, part_before)
        start, end, own = _half_until(text, text[at:start], start, end, own)
        if since := re.search(rf"(?:{periods.since})\s*$", text[at:start]):
            start = at + since.start()
        onward = compiled(rf"\s*(?:{periods.onward})").match(text, end)
        ranged = re.search(periods.until, text[year_end:end])
        if (since or onward) and not ranged and own.start < today:
            end, own = onward.end() if onward else end, Span(own.start, max(own.end, today))
        elif report := compiled(rf"\s*(?:{periods.report})").match(text, end):
            own = replace(_end_of_year(own, text[year_end:end]) if "半年" in report[0] else own, report=report[0])
            end = report.end()
        if joined and spans and re.fullmatch(rf"\s*(?:{periods.until})\s*", between):
            spans[-1] = Span(spans[-1].start, own.end)
        else:
            rest += text[at:start] + GAP
            spans.append(own)
        at, joined = end, True
    return Times(tuple(dict.fromkeys(spans)), tuple(sessions), rest + text[at:])


def _end_of_year(year: Span, said: str) -> Span:
    """The month in which a half year was that is named by the end of a year, or by its beginning: 104年底那半年."""
    month = 12 if re.search("[底尾]", said) else 1 if "初" in said else None
    whole = year == _months(year.start.year, 1, 12)
    return _months(year.start.year, month, month) if month and whole else year


def _dated(text: str) -> str:
    """``text`` with days in digits (107.4.1) and years in brackets (那年(109)) as they are written out.

    What a year in brackets explains (明年) is not said besides.
    """
    periods = load_questions().periods
    text = re.sub(r"(?<![\d.])(\d{3})([./])(\d{1,2})\2(\d{1,2})(?![\d./])", r"\1年\3月\4日", text)
    text = re.sub(r"(?<![\d.])((?:19|20)\d)(\d)[-/](?=\d\d(?![\d/-]))(\d)(\d)", r"\1\2年至\1\4年", text)
    text = re.sub(r"(?<![\d./])(1\d\d)/(1[0-2]|0?[1-9])(?![\d./])", r"\1年\2月", text)
    relative = "|".join(periods.relative)
    bracket = r"\((?:民國)?(?P<year>\d{3}|(?:19|20)\d\d)年?度?(?P<rest>[^()]*)\)"
    return re.sub(rf"(?:(?:{relative})(?P<said>[^，,。？?()]{{0,16}}))?{bracket}", _unbracketed, text)


def _unbracketed(found: re.Match[str]) -> str:
    if not _western(int(found["year"])):
        return found[0]
    return f"{found['said'] or ''}{found['year']}年{found['rest']}"


def _year_of(animal: str, today: date) -> int:
    """The last year of an animal of the zodiac (猴年)."""
    at = load_questions().periods.animals.index(animal)
    return today.year - (today.year - at) % len(load_questions().periods.animals)


def _year_first(text: str) -> str:
    """``text`` with English dates as Chinese ones are written: from 1 March to 5 September 2020."""
    periods = load_questions().periods
    names = periods.month_names
    month = rf"\b(?:{'|'.join(names)})\b\.?"

    def days(name: str) -> str:
        number = r"(?P<{}>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)"
        return rf"(?:{number.format(name + '_a')}\s+)?(?P<{name}>{month})(?:\s+{number.format(name + '_b')})?"

    until = rf"\s*(?:{periods.until}|\band\b)\s*"
    dated = compiled(rf"(?:{days('first')}(?:,?\s*(?P<own>\d{{4}}))?{until})?{days('last')},?\s*(?P<year>\d{{4}})")

    def part(found: re.Match[str], which: str) -> str:
        day = found[f"{which}_a"] or found[f"{which}_b"]
        number = next(at for at, name in enumerate(names, start=1) if re.match(rf"(?:{name})\b", found[which]))
        return f"{number}月" + (f"{day}日" if day else "")

    def chinese(found: re.Match[str]) -> str:
        last = part(found, "last")
        if not found["first"]:
            return f"{found['year']}年{last}"
        own = found["own"]
        return f"{own or found['year']}年{part(found, 'first')}至" + (f"{found['year']}年{last}" if own else last)

    return dated.sub(chinese, text)


def _years(text: str) -> list[tuple[re.Match[str], int]]:
    # 103年度第2次 is a name.
    named = rf"{load_questions().periods.year}(?!(?:度|(?<=度))第[\d一二三四五六七八九]+次)"
    found = ((match, chinese_number(match["year"])) for match in re.finditer(named, text))
    return [(match, year) for match, number in found if number and (year := _western(int(number)))]


def _bare_years(text: str) -> list[tuple[re.Match[str], int]]:
    """Years that stand without 年, where something else is asked beside them: no counts (109件)."""
    if not re.sub(r"[\d\W]", "", text):
        return []
    counted = compiled(rf"\s*(?:[百千萬億]|{'|'.join(re.escape(unit.id) for unit in load().units)})")
    found = ((match, _western(int(match["year"]))) for match in _BARE.finditer(text))
    other = compiled(load_questions().periods.not_counted)
    return [
        (match, year) for match, year in found
        if year and (other.match(text, match.end()) or not counted.match(text, match.end()))
    ]  # fmt: skip


def _western(number: int) -> int | None:
    if number in _ROC:
        return number + ROC_OFFSET
    return number if number in _WESTERN else None


def _apart(found: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    kept: list[tuple[int, int, int]] = []
    for one in sorted(found):
        if not kept or one[0] >= kept[-1][1]:
            kept.append(one)
    return kept


def _part_before(between: str, start: int, at: int) -> tuple[int, PartOfYear | None]:
    """A part named before its year (first half of 2018), and where that begins."""
    for part in load_questions().periods.parts_of_year:
        if found := re.search(rf"(?:{part.said})\s*$", between):
            return at + found.start(), part
    return start, None


def _half_until(text: str, before: str, start: int, end: int, month: Span) -> tuple[int, int, Span]:
    """The half year that ends with a month, where it is asked for, and where its words begin and end."""
    periods = load_questions().periods
    ahead = re.search(rf"(?:{periods.half_to})\s*$", before)
    behind = re.compile(rf"\s*(?:{periods.half_until})").match(text, end)
    last = _months(month.end.year, month.end.month, month.end.month)
    whole = month in (last, Span(last.end, last.end))
    if not (ahead or behind) or not whole:
        return start, end, month
    years, months = divmod(month.end.year * 12 + month.end.month - 6, 12)
    begun = start - len(before) + ahead.start() if ahead else start
    # 9月那半年 may be that of a report, whichever month of it is named.
    named = "半年" if behind and re.match("那", behind[0]) else ""
    return begun, behind.end() if behind else end, Span(date(years, months + 1, 1), month.end, named)


def _within(text: str, end: int, year: int, named: PartOfYear | None) -> tuple[int, Span]:
    """The part of the year that is named behind it, and where its words end."""
    periods = load_questions().periods
    for part in periods.parts_of_year:
        if behind := compiled(rf"\s*(?:{part.said})").match(text, end):
            end, named = behind.end(), part
    if named:
        return end, _months(year, named.first, named.last)
    if month := compiled(rf"\s*(?:{periods.month}|{periods.until_month.replace('month>', 'until>')})").match(text, end):
        first = _month(month["month"] or month["until"])
        (end, began), last = _day(text, month.end()), first
        ended = began
        if until := compiled(rf"(?:{periods.until})(?P<next>{periods.next_year})?(?:{periods.month})").match(text, end):
            last, (end, ended) = _month(until["month"]), _day(text, until.end())
            if until["next"] and 1 <= first <= 12 and 1 <= last <= 12:
                return end, Span(date(year, first, 1), _months(year + 1, last, last).end)
        if 1 <= first <= last <= 12:
            whole = _months(year, first, last)
            start, stop = min(began or 1, monthrange(year, first)[1]), min(ended or whole.end.day, whole.end.day)
            return end, Span(whole.start.replace(day=max(1, start)), whole.end.replace(day=max(1, stop)))
    elif within := compiled(periods.within_year).match(text, end):
        end = within.end()
    return end, _months(year, 1, 12)


def _day(text: str, end: int) -> tuple[int, int | None]:
    """Where the day named behind a month ends, and which it is; None where none is named."""
    day = compiled(load_questions().periods.day).match(text, end)
    return (day.end(), _month(day["day"])) if day else (end, None)


def _month(named: str) -> int:
    """The number of a month, or a day, in digits or numerals."""
    return int(chinese_number(named) or 0)


def _months(year: int, first: int, last: int) -> Span:
    return Span(date(year, first, 1), date(year, last, monthrange(year, last)[1]))
