"""Relations of numbers in prose, learned from texts that agree: what breaks one is told, what looks like one is not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from catalog.load import load
from ingest.checking.candidates import Candidate, Numbers, candidates
from ingest.checking.learned_relations import Judge, numbers_of
from ingest.checking.relation_model import RELATION_TREES, RelationModel, learned_model
from ingest.checking.relation_signs import Signer
from ingest.checking.within_report import evaluate
from ingest.meaning.signed_trees import Signs
from tests.reading import READER

HEAD = "高雄市政府行政暨國際處業務報告\n112年1月至6月\n壹、業務\n"
JUDGE = Judge(load().structure)


def _numbers(tmp_path: Path, text: str) -> list[Numbers]:
    path = tmp_path / "report.txt"
    path.write_text(HEAD + text, encoding="utf-8")
    return list(numbers_of(READER.opened(path, None).reading.quantities))


def _told(texts: Sequence[Numbers]) -> list[Candidate]:
    return [one for numbers in texts for one in JUDGE.told(JUDGE.judged(numbers))]


def _broken(tmp_path: Path, text: str) -> list[set[str]]:
    return [{member.raw for member in one.members} for one in _told(_numbers(tmp_path, text)) if not one.holds]


# Sentences of subjects that no report of the Secretariat has: each right, and with one number wrong.
RELATIONS = [
    # A total and its parts, told by words or by none.
    ("一、圖書館借閱48,215冊，其中總館21,460冊、分館26,755冊。", "26,755", "26,735"),
    ("一、全市路燈163,842盞，包括LED燈148,375盞、鈉氣燈12,204盞及複金屬燈3,263盞。", "148,375", "148,735"),
    # A change and what it leads from.
    ("一、本期稽查工廠2,417家次，較上年同期2,236家次增加181家次。", "181", "151"),
    ("一、長照據點由上年底498處增至541處，增加43處。", "541", "551"),
    # A whole whose parts are compared with each other.
    ("一、全年借閱191,870冊，上半年94,156冊，下半年97,714冊，下半年較上半年增加3,558冊。", "191,870", "197,180"),
    # Growth, told in brackets or by a verb.
    ("一、本期核發補助6,820件，較上年同期6,237件增加583件(9.35%)。", "9.35", "6.35"),
    # A share of a whole.
    ("一、本期受理申請案4,186件，核准3,729件，核准率89.08%。", "89.08", "98.08"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), RELATIONS, ids=[text[2:12] for text, _, _ in RELATIONS])
def test_a_number_that_breaks_a_relation_is_told(tmp_path: Path, text: str, right: str, wrong: str) -> None:
    assert _broken(tmp_path, text) == []
    broken = _broken(tmp_path, text.replace(right, wrong))
    assert broken
    assert all(wrong in numbers for numbers in broken)


@pytest.mark.parametrize(
    "text",
    [
        # Some parts of a whole, not all.
        "一、全市列管公園1,286處，其中鄰里公園742處、綠地318處，另有兒童遊戲場等。",
        # Two kinds that overlap.
        "一、營運車輛498輛，低地板公車341輛，電動公車158輛。",
        # What counts in one unit counts different things.
        "一、本期開立處分書1,374件，受理陳情2,608件，辦結1,197件。",
        # About as many is no other number.
        "一、活動吸引約5,200人參加，其中市民約3,100人、外縣市約1,900人。",
        # The rate is of something that is not printed.
        "一、服務使用者12,486人，較上期11,930人增加556人，滿意度94.6%。",
    ],
)
def test_what_only_looks_like_a_relation_is_not_told(tmp_path: Path, text: str) -> None:
    assert _broken(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("一、圖書館分館由111年底41處增為46處，成長12.2%；比起109年6月底的32處，多了14處。", ("14", "19")),
        ("一、租借站由上期128站擴充為143站；比起兩年前的96站，多了47站。", ("47", "57")),
    ],
)
def test_what_a_relation_explains_is_not_accused_by_words(tmp_path: Path, text: str, wrong: tuple[str, str]) -> None:
    """The last number is of the newest and an older one, not of the two that stand nearest."""

    def statuses(told: str) -> set[str]:
        path = tmp_path / "report.txt"
        path.write_text(HEAD + told, encoding="utf-8")
        reading = READER.opened(path, None).reading
        return {result.status for result in evaluate(load(), reading).results if result.quantities}

    assert "fails" not in statuses(text)
    assert "fails" in statuses(text.replace(*wrong))


def test_signs_know_no_value(tmp_path: Path) -> None:
    """The same words round other numbers have the same signs, as long as the same ones are the larger."""
    signer = Signer(load().structure)

    def signs(text: str) -> dict[object, Signs]:
        (numbers,) = _numbers(tmp_path, text)
        return {
            (one.kind, *(numbers.place[member] for member in one.members), one.form): signer.signs(one, numbers)
            for one in candidates(numbers)
        }

    text = "一、本期受理4,186件，較上年同期3,729件增加457件(增幅12.26%)。"
    known = signs(text)
    assert known
    assert signs(text.replace("4,186", "4,861").replace("457", "547").replace("12.26", "21.26")) == known


def test_candidates_grow_with_the_length_of_a_text_only(tmp_path: Path) -> None:
    def found(length: int) -> int:
        told = "，".join(f"項目{value}件" for value in range(1000, 1000 + length))
        return sum(len(list(candidates(numbers))) for numbers in _numbers(tmp_path, f"一、{told}。"))

    assert 0 < found(80) <= 2.5 * found(40)
    assert found(1000) == 0


def test_the_kept_model_is_what_was_saved(tmp_path: Path) -> None:
    model = learned_model()
    model.save(tmp_path / RELATION_TREES.name)
    again = RelationModel.load(tmp_path / RELATION_TREES.name)
    (numbers,) = _numbers(tmp_path, RELATIONS[0][0])
    own = [Signer(load().structure).signs(one, numbers) for one in candidates(numbers) if one.kind == "three"]
    assert list(model.chances("three", own)) == list(again.chances("three", own))
