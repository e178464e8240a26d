"""Sessions and agencies in the reader's language."""

import pytest

from catalog.words import speaking
from findings.printed_names import agency_words, session_words


@pytest.mark.parametrize(
    ("printed", "english"),
    [
        ("第3屆第4次定期大會", "4th regular session of the 3rd council"),
        ("第20屆第1次臨時會", "1st special session of the 20th council"),
        ("第1屆第12次定期會", "12th regular session of the 1st council"),
        ("第4屆第1次大會", "第4屆第1次大會"),
    ],
)
def test_a_session_is_told_in_english_where_its_form_is_known(printed: str, english: str) -> None:
    assert session_words(printed) == printed
    with speaking("en"):
        assert session_words(printed) == english


def test_a_chart_tells_a_session_shortly() -> None:
    assert session_words("第2屆第8次定期大會", short=True) == "第2屆第8次"
    assert session_words("第2屆第3次臨時會", short=True) == "第2屆第3次臨時會"
    with speaking("en"):
        assert session_words("第2屆第8次定期大會", short=True) == "2nd council, 8th"


def test_an_agency_without_an_english_name_keeps_its_own() -> None:
    assert agency_words("高雄市政府秘書處") == "高雄市政府秘書處"
    with speaking("en"):
        assert agency_words("高雄市政府秘書處") == "Secretariat, Kaohsiung City Government"
        assert agency_words("臺南市政府勞工局") == "臺南市政府勞工局"
