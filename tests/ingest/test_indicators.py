"""Results of reports that set goals: 衡量指標：…, 年度目標值：…, 實際達成值：…, each on a line of its own."""

from __future__ import annotations

import pytest

from tests.ingest.conftest import Read

HEAD = "高雄市政府行政暨國際處113年度施政績效成果報告\n壹、績效指標達成情形\n"


@pytest.mark.parametrize(
    ("lines", "metric", "goal", "value"),
    [
        (
            "一、公文電子化\n衡量指標：公文系統教育訓練場次\n年度目標值：24場次\n實際達成值：26場次（達成度108.3%）\n",
            "e_document_training_sessions",
            24,
            26,
        ),
        (
            "一、檔案業務\n績效指標：檔案移交件數\n原定目標值：4,500件\n實際值：4,683件\n",
            "archive_files_transferred",
            4500,
            4683,
        ),
        (
            "一、綠色採購\n關鍵績效指標1：綠色採購指定項目達成率\n目標值：95%\n實際達成情形：98.6%\n",
            "green_procurement_designated_rate",
            95,
            98.6,
        ),
    ],
)
def test_what_was_reached_is_of_the_indicator_above_it(
    read: Read, lines: str, metric: str, goal: float, value: float
) -> None:
    _, _, reading = read(HEAD + lines)
    told = [(o.metric_id, float(o.value), str(o.period.start), str(o.period.end)) for o in reading.observations]
    assert [(one[0], one[1]) for one in told] == [(metric, value)]
    assert told[0][3] == "2024-12-31"
    assert [q.decision.status for q in reading.quantities if float(q.value) == goal and q.decision] == ["target"]


def test_an_indicator_ends_with_the_next_heading(read: Read) -> None:
    _, passages, _ = read(
        f"{HEAD}一、公文電子化\n衡量指標：公文系統教育訓練場次\n實際達成值：26場次\n二、檔案業務\n移交檔案4,683件。\n"
    )
    outlines = {passage.text: passage.outline for passage in passages}
    assert outlines["實際達成值：26場次"][-1] == "衡量指標：公文系統教育訓練場次"
    assert outlines["移交檔案4,683件。"][-1] == "二、檔案業務"
