"""The account of a report's numbers: each digit has one line that says what became of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from catalog.load import load
from ingest.__main__ import main
from ingest.explain import Account, account_lines
from ingest.report import Refusal
from tests.ingest.conftest import REPORTS
from tests.reading import READER

TESTS = Path(__file__).parents[1]
OTHERS = [
    *sorted((TESTS / "invented").glob("*.txt")),
    *sorted(path for path in (TESTS / "ingest" / "cases").iterdir() if path.is_file()),
]
HEAD = "高雄市政府秘書處業務報告\n謹就107年1月16日至107年6月30日(以下簡稱本期)報告如後。\n壹、業務\n"


def _accounts(path: Path) -> list[Account]:
    accounts = READER.explain(path, None)
    assert isinstance(accounts, list)
    return accounts


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_nothing_of_a_report_is_unexplained(path: Path) -> None:
    accounts = _accounts(path)
    assert [account for account in accounts if account.fate == "unexplained"] == []
    told = sum(len(re.findall(r"[0-9０-９]", account.number)) for account in accounts)
    printed = sum(character.isdecimal() for character in path.read_text(encoding="utf-8-sig"))
    assert told >= printed


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.name)
def test_nothing_of_other_clerks_reports_is_unexplained(path: Path) -> None:
    told = READER.explain(path, None)
    if isinstance(told, Refusal):
        # Of a text in an unknown encoding no number is known; the whole is refused.
        assert told.code == "unknown_encoding"
    else:
        assert [account for account in told if account.fate == "unexplained"] == []


def test_a_number_that_is_not_sure_is_told_with_its_reason(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text(HEAD + "一、本期消費爭議調解13萬2件，另第三案共廿三人，共數十件。\n", encoding="utf-8")
    accounts = {account.number: (account.fate, account.rule) for account in _accounts(file)}
    assert accounts["13萬2"] == ("doubt", "shortened")
    assert accounts["三"] == ("not_quantity", "word")
    assert accounts["廿三"][0] == "unclaimed"


def test_a_number_is_told_with_its_label_and_what_it_may_be(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text(f"{HEAD}一、消費者保護\n本期處理案件112件；電話諮詢3,051件、現場諮詢298件。\n", encoding="utf-8")
    lines = {line.split("\t")[1]: line.split("\t") for line in list(account_lines(_accounts(file)))[:-1]}
    assert "電話諮詢" in lines["3,051"][5]
    assert "現場諮詢" in lines["298"][5]
    assert "?" in lines["112"][3]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_every_line_of_a_metric_names_its_rule(path: Path) -> None:
    known = {rule for metric in load().metrics for rule in [metric]}
    claimed = [account for account in _accounts(path) if account.fate == "metric"]
    assert claimed
    assert {rule.split(".")[0] for account in claimed for rule in account.rule.split(", ")} <= known


def test_the_fate_of_each_number(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    text = "一、依消費者保護法第43條，於107年3月5日調解68件，另有車輛12輛，電話07-3368333。\n照片3 回收情形\n"
    file.write_text(HEAD + text, encoding="utf-8")
    fates = [(account.number, account.fate) for account in _accounts(file)][6:]
    assert fates[:6] == [
        ("43", "not_quantity"), ("107", "not_quantity"), ("3", "not_quantity"), ("5", "not_quantity"),
        ("68", "metric"), ("12", "unclaimed"),
    ]  # fmt: skip
    assert {fate for _, fate in fates[6:]} == {"not_quantity"}


def test_the_command_prints_the_account_and_publishes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "report.txt"
    file.write_text(HEAD + "一、本期消費爭議調解68件。\n", encoding="utf-8")
    warehouse = tmp_path / "warehouse.duckdb"
    assert main(["--explain", str(file), "--warehouse", str(warehouse)]) == 0
    lines = capsys.readouterr().out.splitlines()
    (line,) = [line for line in lines if "consumer_mediations" in line]
    assert line.split("\t")[:2] == ["L4", "68"]
    assert not warehouse.exists()


def test_the_account_of_a_file_that_cannot_be_read_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(b"")
    assert main(["--explain", str(file)]) == 1
    assert "report.txt" in capsys.readouterr().err


def test_the_last_line_counts_all_lines() -> None:
    accounts = _accounts(REPORTS[0])
    *lines, counts = account_lines(accounts)
    assert len(lines) == len(accounts)
    assert str(len(accounts)) in counts
