"""Days that texts at hand doubt are asked about, never published; where one time is told nothing is doubted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest.meaning import period_model
from ingest.meaning.period_model import PERIOD_TREES, PeriodModel, is_doubted, learned_periods
from tests.ingest.conftest import Read

HEAD = (
    "高雄市政府行政暨國際處業務報告\n謹就112年1月1日至112年6月30日（以下簡稱本期）業務報告如後。\n壹、業務\n一、業務\n"
)
REPORT, MAY = (date(2023, 1, 1), date(2023, 6, 30)), (date(2023, 5, 1), date(2023, 5, 31))
MARCH, APRIL = (date(2023, 3, 1), date(2023, 3, 31)), (date(2023, 4, 1), date(2023, 4, 30))

# A sentence, and for some of its numbers the days that a careful reader gives it: any others are wrong.
TOLD_BEFORE = [
    (
        "職工管理研習會於5月間舉辦三場次，計123人；績優基層人員選拔則由24個機關遴薦112名，評選獲獎者計50人。",
        {112: REPORT, 50: REPORT, 123: MAY},
    ),
    (
        "主要活動計2項，分別為3月間之港都午宴及4月間之英語研習營；前開午宴計11個城市與會，研習營由8校學生組成，計32名。",
        {11: MARCH, 8: APRIL, 32: APRIL},
    ),
    ("職工講座於3月舉行2場次，計96人參加；臨時人員審核小組召開會議3次，審議提案21案。", {21: REPORT}),
    (
        "資安教育訓練於3月間舉辦2梯次，計186人次；績優基層人員選拔由30個機關遴薦96名，評選獲獎者計40人。",
        {186: MARCH, 30: REPORT, 96: REPORT, 40: REPORT},
    ),
]


def test_of_wrong_days_most_are_asked_about_and_right_ones_stay(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same texts without doubts say what would be published."""
    found = [_published(f"{HEAD}（一）{text}\n", read) for text, _ in TOLD_BEFORE]
    monkeypatch.setattr(period_model, "DOUBTED", 0.0)
    undoubted = [_published(f"{HEAD}（二）{text}\n", read) for text, _ in TOLD_BEFORE]
    told = [own for _, own in TOLD_BEFORE]
    wrong, still_wrong = (
        sum(
            days != known[value]
            for own, known in zip(one, told, strict=True)
            for value, days in own.items()
            if value in known
        )
        for one in (undoubted, found)
    )
    assert wrong >= 4
    assert still_wrong <= wrong / 3
    for own, before, known in zip(found, undoubted, told, strict=True):
        assert {value for value, days in before.items() if days == known.get(value)} <= own.keys()


def _published(text: str, read: Read) -> dict[int, tuple[date | None, date]]:
    """The values of a report and the days they are of."""
    return {int(o.value): (o.period.start, o.period.end) for o in read(text)[2].observations}


def test_what_is_doubted_says_why(read: Read) -> None:
    reading = read(f"{HEAD}（一）{TOLD_BEFORE[0][0]}\n")[2]
    asked = [q for q in reading.quantities if q.decision.reason == "doubted_period"]
    assert asked
    assert {q.decision.status for q in asked} == {"suggested"}
    assert all(not q.observations and q.suggestion for q in asked)


def test_nothing_is_doubted_where_one_time_is_told(read: Read) -> None:
    reading = read(
        f"{HEAD}（一）本期接待訪賓37案、428人，較上年同期18案、146人增加19案、282人。\n"
        "（二）受理第一次申訴2,402件、第二次申訴512件，調解98件。\n（三）4月20日辦理消防訓練，計88人參加。\n"
    )[2]
    assert {37, 428, 18, 146, 2402, 512, 98} <= {o.value for o in reading.observations}
    assert not [q.raw for q in reading.quantities if q.decision.reason == "doubted_period"]


def test_days_are_doubted_only_beside_much_likelier_ones() -> None:
    day = (date(2023, 5, 9), date(2023, 5, 9))
    assert is_doubted(REPORT, {REPORT: 0.4, MAY: 0.6}, REPORT)
    assert not is_doubted(REPORT, {REPORT: 0.6, MAY: 0.8}, REPORT)
    assert not is_doubted(REPORT, {REPORT: 0.45, MAY: 0.5}, REPORT)
    assert not is_doubted(REPORT, {MAY: 0.9}, REPORT)  # what no candidate tells is not judged
    assert is_doubted(MAY, {MAY: 0.3, REPORT: 0.6}, REPORT)
    assert not is_doubted(day, {day: 0.3, REPORT: 0.6}, REPORT)


def test_a_model_kept_gives_the_chances_it_was_learned_with(read: Read, tmp_path: Path) -> None:
    kept = tmp_path / "period.npz"
    learned_periods().save(kept)
    again = PeriodModel.load(kept)
    assert again.usual == learned_periods().usual
    assert again.trees.words == learned_periods().trees.words
    assert PERIOD_TREES.stat().st_size < 400_000
