"""The words of a language, and the language that is bound."""

from __future__ import annotations

from threading import Thread

import pytest

from catalog.words import Language, language_of, speaking, told, words, words_in


def test_words_are_chinese_until_another_language_is_bound() -> None:
    assert words.language == "zh-TW"
    assert words("page.search") == words_in("zh-TW")("page.search")
    with speaking("en"):
        assert words("page.search") == words_in("en")("page.search")
        assert words.name({"name_zh": "調解", "name_en": "Mediation"}) == "Mediation"
        with speaking("zh-TW"):
            assert words.either({"question_zh": "多少？", "question_en": "How many?"}, "question") == "多少？"
        assert words("page.search") == words_in("en")("page.search")
    assert words.language == "zh-TW"


def test_a_language_bound_in_vain_is_bound_no_more() -> None:
    with pytest.raises(KeyError), speaking("en"):
        words("no.such.word")
    assert words.language == "zh-TW"


def test_a_language_is_bound_for_one_request_and_not_for_another() -> None:
    heard: list[Language] = []
    with speaking("en"):
        other = Thread(target=lambda: heard.append(words.language))
        other.start()
        other.join()
    assert heard == ["zh-TW"]


def test_logs_are_chinese_in_any_language() -> None:
    with speaking("en"):
        assert told("export.none_kept") == words_in("zh-TW")("export.none_kept")


@pytest.mark.parametrize(("printed", "language"), [("en", "en"), ("zh-TW", "zh-TW"), ("fr", "zh-TW"), (None, "zh-TW")])
def test_an_address_asks_for_a_language(printed: str | None, language: Language) -> None:
    assert language_of(printed) == language
