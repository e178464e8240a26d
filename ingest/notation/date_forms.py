"""The forms in which dates and periods are printed: what each looks like, and the numbers in it.

112年1月1日 · 112(2023)年1至6月 · 一一二年一月一日 · 112/1/1 · 112.1.1 · 112-01-01 · 1120101 ·
112年上半年 · 第1季 · 112年度. Text is expected folded and without blanks.
"""

from __future__ import annotations

import re
from typing import Literal

Grain = Literal["day", "month", "quarter", "half", "year"]

JOIN = r"[、,，及和與至到~–\-]"
_TO = r"[至到~–\-迄]"
# A list of days or months is at most as long as there are days or months.
_MOST_DAYS, _MOST_MONTHS = 31, 12

# A year beside itself in the other count: 112(2023)年, 112年(西元2023年), 2023(民國112)年.
_WESTERN, _ROC = r"(?:西元|公元)?(?:19|20)\d\d年?", r"(?:民國)?\d{2,3}年?"
_ROC_DIGITS = r"\d{2,3}"
_WESTERN_DIGITS = r"(?:19|20)\d\d"
_DIGIT = "一二三四五六七八九〇○零"
_CHINESE_YEAR = (
    rf"[{_DIGIT}]{{3,4}}|[一二]?百[{_DIGIT}十]{{0,4}}|[八九]十[一二三四五六七八九]?"
    rf"|(?<=民國)[{_DIGIT}十]{{1,3}}"
)
_PRINTED_YEAR = (
    rf"(?<!\d)(?P<year>\d{{4}}|{_ROC_DIGITS}|{_CHINESE_YEAR})"
    rf"(?:\((?P<also>{_WESTERN}|{_ROC})\))?年度?(?:\((?P<also_behind>{_WESTERN}|民國{_ROC_DIGITS}年?)\))?"
)
_INNER_YEAR = rf"[本今去該上前翌次隔同當]?\((?P<inner>{_WESTERN_DIGITS}|{_ROC_DIGITS})\)年度?"
# Years told by the report's own. What 以上年資 and 目前年底 hold is none.
_AGO = r"(?P<ago>(?<!以)(?:[去上]|[上前]一)年度?|(?<![目之以日先當事])前年度?)"
# 第3會期, 以上期間, 上期款: words of which a word for a period is a part.
NO_PERIOD_BEFORE, NO_PERIOD_BEHIND = "(?<![0-9一二三四五六七八九十第會])", "(?![間款許貨程刊作規工籌準計])"
_NAMED_YEAR = rf"(?:{_PRINTED_YEAR}|{_INNER_YEAR}|(?P<relative>同年|今年|本年|翌年|次年|隔年)|{_AGO})之?"
_YEAR = rf"(?:{_NAMED_YEAR})?"

# 上年 is last year where nothing it may end stands before it: 以上年資.
_BEFORE_YEAR_AGO = r"(?:^|(?<=[較比由自於與從，、(；。:]))"

# What 初 begins otherwise: 112年初審.
_NO_FIRST = "(?![步期審選評次賽等級任學])"

_MONTH = r"(?:\d{1,2}|十[一二]?|[元一二三四五六七八九])"
_DAY = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_MORE_DAYS = rf"(?:{JOIN}\d{{1,2}}日?(?!\d|月|年)){{0,{_MOST_DAYS}}}"
_DAYS = rf"(?P<days>\d{{1,2}}日?{_MORE_DAYS})"
# Behind 月 a number may follow: 1至3月51案.
_MONTHS = rf"(?P<months>\d{{1,2}}月?(?:{JOIN}\d{{1,2}}(?:月(?!\d{{1,2}}日)|(?![\d日年月]))){{0,{_MOST_MONTHS}}})"
_CHINESE_MONTHS = rf"(?P<months>{_MONTH}月?(?:{JOIN}{_MONTH}(?:月(?!{_DAY}日)|(?![\d日年月]))){{0,{_MOST_MONTHS}}})"

# Years written with signs between have no word 年 to tell them by: only those that reports are of.
_SIGN_YEAR = r"(?P<year>(?:19|20)\d\d|1\d\d|[89]\d)"
_NO_MEASURE = r"(?![\d.,元人件案名次場萬億千個份冊戶%])"
_BEHIND_DATE_WORD = (
    r"(?:(?<=日期:)|(?<=時間:)|(?<=期間:)|(?<=民國)|(?<=西元)|(?<=截至)|(?<=[自於迄至到~\-])"
    rf"|(?=\d{{7,8}}{_TO}\d{{4,8}}{_NO_MEASURE}))"
)
# 112.01~112.06 is two months where nothing that it could measure follows.
_ENDS = r"(?=$|[)），。、;；:止底期])"

FORMS: tuple[tuple[Grain, re.Pattern[str]], ...] = (
    ("day", re.compile(r"(?<![\d.])(?P<year>\d{2,4})\.(?P<month>\d{1,2})\.(?P<days>\d{1,2})(?!\d)\.?")),
    ("day", re.compile(rf"(?<![\d/.]){_SIGN_YEAR}/(?P<month>\d{{1,2}})/(?P<days>\d{{1,2}})(?![\d/])")),
    ("day", re.compile(rf"(?<![\d\-]){_SIGN_YEAR}-(?P<month>\d{{1,2}})-(?P<days>\d{{1,2}})(?!\d|-\d)")),
    (
        "day",
        re.compile(
            rf"(?<![\d.,]){_BEHIND_DATE_WORD}(?P<year>(?:19|20)\d\d|0?[5-9]\d|1\d\d)"
            rf"(?P<month>0[1-9]|1[0-2])(?P<days>0[1-9]|[12]\d|3[01]){_NO_MEASURE}"
        ),
    ),
    # The end of a range, with the signs of its beginning: 112/1/1~6/30, 1120101~0630.
    ("day", re.compile(rf"(?<={_TO})(?P<month>\d{{1,2}})(?P<sign>[/.\-])(?P<days>\d{{1,2}})(?![\d/.])")),
    ("day", re.compile(rf"(?<={_TO})(?P<sign>)(?P<month>0[1-9]|1[0-2])(?P<days>[0-3]\d){_NO_MEASURE}")),
    ("day", re.compile(rf"{_YEAR}(?P<month>\d{{1,2}})月{_DAYS}(?<=日)")),
    ("day", re.compile(rf"{_YEAR}(?P<month>{_MONTH})月(?P<days>{_DAY}日?(?:{JOIN}{_DAY}日){{0,{_MOST_DAYS}}})(?<=日)")),
    # A third of a month: 112年8月中旬.
    (
        "day",
        re.compile(rf"(?:{_NAMED_YEAR}|(?<![\d{_DIGIT}十兩數幾每]))(?P<month>{_MONTH})月(?P<third>[上中下])旬"),
    ),
    ("month", re.compile(rf"{_YEAR}{_MONTHS}(?<=月)(?!\d{{1,2}}日)(?:份|間)?")),
    # Without a year 三月 may be three of anything.
    ("month", re.compile(rf"{_NAMED_YEAR}{_CHINESE_MONTHS}(?<=月)(?!{_DAY}日)(?:份|間)?")),
    ("month", re.compile(rf"(?<![{_DIGIT}十兩數幾每])(?P<months>{_MONTH}月)(?=[份底初])")),
    ("month", re.compile(rf"(?<={_TO})(?P<joined>)(?P<months>{_MONTH}月)(?!{_DAY}日)")),
    ("month", re.compile(rf"(?<![\d/.]){_SIGN_YEAR}/(?P<months>\d{{1,2}}{_TO}\d{{1,2}})(?![\d/])")),
    (
        "month",
        re.compile(
            rf"(?<![\d/.]){_SIGN_YEAR}[/.](?P<months>\d{{1,2}})"
            rf"(?={_TO}(?:(?:19|20)\d\d|1\d\d|[89]\d)(?:/\d{{1,2}}(?![\d/])|\.\d{{1,2}}{_ENDS}))"
        ),
    ),
    ("month", re.compile(rf"(?<={_TO}){_SIGN_YEAR}(?P<sign>[/.])(?P<months>\d{{1,2}})(?![\d/.])")),
    # 112年前三季, 113年前9個月: from the year's first day on.
    ("quarter", re.compile(rf"(?<![較比]){_YEAR}前(?P<until_quarter>[二兩三23])季(?!度?(?:平均|每))")),
    ("month", re.compile(rf"{_NAMED_YEAR}前(?P<until_month>{_MONTH})個?月(?!{_DAY}日)")),
    # 三季 alone are three of them.
    ("quarter", re.compile(rf"(?:{_NAMED_YEAR}第?|第)(?P<quarters>[一二三四1-4](?:{JOIN}第?[一二三四1-4]){{0,3}})季")),
    ("half", re.compile(rf"{_YEAR}(?P<half>[上下])半年度?")),
    # 上、下半年分別為47案及49案.
    ("half", re.compile(rf"{_YEAR}(?P<half>上)(?=[、及與和]下半年)")),
    ("half", re.compile(rf"(?<!\d)(?P<year>{_ROC_DIGITS})(?P<half>[上下])半年度?")),
    ("half", re.compile(r"(?<!\d)(?P<year>\d{2,4})年度?(?P<half>[前後])半年")),
    (
        "year",
        re.compile(
            r"(?<!\d)(?P<year>1\d\d|[89]\d|20\d\d)"
            rf"(?:(?:\((?P<also>{_WESTERN}|{_ROC})\))?(?:年度|年(?![度代級以內來後前])|年(?=以來))"
            rf"(?:\((?P<also_behind>{_WESTERN}|民國{_ROC_DIGITS}年?)\))?|全年)"
        ),
    ),
    (
        "year",
        re.compile(
            rf"(?<![{_DIGIT}十百千萬第\d])(?P<year>[一二]〇[{_DIGIT}]{{2}}|[一二]○[{_DIGIT}]{{2}}"
            rf"|一[{_DIGIT}]{{2}}|一?百[{_DIGIT}十]{{1,4}}|(?<=民國)(?:[{_DIGIT}十百]{{1,5}}|\d{{1,2}}))"
            r"(?:年度|年(?![度代級以內來後前]))"
        ),
    ),
    # So early a year is told from a number of years by what stands before it: 自77年締盟, 於68年與檀香山市締結.
    ("year", re.compile(r"(?<=[自於])(?P<year>[1-7]\d)年(?![度代級以內來後前間餘期])")),
    # 111-112年度: from the first to the last.
    (
        "year",
        re.compile(
            rf"(?<![\d.,/\-])(?P<first>(?:19|20)\d\d|1\d\d|[89]\d){_TO}(?P<year>(?:19|20)\d\d|1\d\d|[89]\d)"
            rf"(?:年度|年(?![度代級以內來後前]|{_MONTH}月|[上下]半年|第?[一二三四1-4]季))"
        ),
    ),
    ("quarter", re.compile(r"(?:(?P<year>(?<!\d)\d{2,4})年?度?)?(?<![A-Za-z])Q(?P<quarters>[1-4])(?![\dA-Za-z])")),
    # 年初 is its first day.
    (
        "day",
        re.compile(rf"(?:(?<!\d)(?P<year>{_ROC_DIGITS}|{_WESTERN_DIGITS})年度?|{_AGO})(?P<year_start>初){_NO_FIRST}"),
    ),
    ("day", re.compile(rf"(?:^|[今本]|(?<=[，。、；:(由自從較比於]))(?P<year_start>年初){_NO_FIRST}")),
    ("year", re.compile(r"(?:[本今去上翌次隔]|前一?)?\((?P<inner>\d{2,3})\)年度?")),
    ("year", re.compile(r"(?P<last_year>去年度?|上年度|[前上]一年度)(?!同期)")),
    ("year", re.compile(rf"{_BEFORE_YEAR_AGO}(?P<last_year>上年)(?=[底末終])")),
    ("year", re.compile(r"(?<![目之以日先當事])(?P<ago>前年)度?(?!同期)")),
    # In a report over half a year 上年 may be either: the year, or its same half.
    ("year", re.compile(rf"{_BEFORE_YEAR_AGO}(?P<year_ago>上年)(?![度同底末終上下紀長資齡])")),
    # The year told before it: 民國66年…，當年救起34人.
    ("year", re.compile(r"(?P<same_year>當年度?|該年度?|是年)(?![底終末初])")),
    # A day told by the one before it: 翌(16)日, 次日, 同日, 同月16日; 至年底.
    ("day", re.compile(r"(?P<next_day>翌|次|隔)\((?P<beside>\d{1,2})\)日")),
    ("day", re.compile(r"(?P<next_day>翌|(?<![\d一二三四五六七八九十兩每人件場車梯])次|隔)日(?![起內前後報常夜])")),
    ("day", re.compile(r"(?P<day_year_ago>(?:去|上|前一?)年度?同(?:日|一?天))")),
    ("day", re.compile(r"(?P<same_day>同日)(?![起內前後])")),
    ("day", re.compile(rf"(?P<same_month>同月){_DAYS}(?<=日)")),
    ("day", re.compile(rf"(?<={_TO})(?P<year_end>[同當該]?年[底終末])")),
    # The report's own period in another year.
    ("day", re.compile(r"(?<!\d)(?P<year>\d{2,3})年度?(?P<same_period>同期)")),
    # The report's own period, a year earlier.
    ("day", re.compile(r"(?P<year_before>(?:去|上|前一|前)年度?同期)")),
    # As many months right before the report's own.
    (
        "day",
        re.compile(rf"(?P<period_before>{NO_PERIOD_BEFORE}[上前]一?期){NO_PERIOD_BEHIND}"),
    ),
)

_NUMBER = re.compile(r"\d+|[一二三四五六七八九十廿卅元百〇○零]+")
_VALUES = {"〇": 0, "○": 0, "零": 0, "元": 1, **{digit: place for place, digit in enumerate("一二三四五六七八九", 1)}}
_TENS = {"廿": 20, "卅": 30}


def numbers(text: str) -> list[int]:
    """The numbers of a printed list of days, months or quarters, in order."""
    return [number(printed) for printed in _NUMBER.findall(text)]


def number(printed: str) -> int:
    """The number of a year, month or day in digits or Chinese numerals: 112, 一一二, 一百一十二, 廿三, 元.

    Raises:
        ValueError: it is no number.
    """
    if printed.isdecimal():
        return int(printed)
    if all(character in _VALUES for character in printed):
        return int("".join(str(_VALUES[character]) for character in printed))
    total, digit = 0, None
    for character in printed:
        if character in _VALUES:
            digit = _VALUES[character]
        elif character in _TENS:
            total += _TENS[character]
        elif character in "十百":
            total += (1 if digit is None else digit) * (10 if character == "十" else 100)
            digit = None
        else:
            raise ValueError(printed)
    return total + (digit or 0)
