"""The source card's passage: the number marked, everything escaped."""

from view.source_card import marked_passage


def test_the_number_is_marked_in_its_sentence() -> None:
    html = marked_passage("前句。調解229件。後句。", 5, 8, "調解229件。")
    assert html == '<blockquote class="passage">前句。調解<mark>229</mark>件。後句。</blockquote>'


def test_report_text_is_never_markup() -> None:
    html = marked_passage("<script>1</script>", 8, 9, "<script>1</script>")
    assert "<script>" not in html
    assert "&lt;script&gt;<mark>1</mark>&lt;/script&gt;" in html


def test_long_passages_are_cut_outside_the_sentence() -> None:
    sentence = "調解229件。"
    html = marked_passage("甲" * 500 + sentence + "乙" * 500, 502, 505, sentence)
    assert "調解<mark>229</mark>件。" in html
    assert html.count("…") == 2
    assert len(html) < 600
