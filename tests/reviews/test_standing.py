"""What is in force: each person's latest word, where people do not differ, and what was taken back is not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reviews.decision import Decision, decide, undo
from reviews.standing import Reviews
from tests.reviews.places import place

WHO, METRICS = ("王小明", "李大華", "林"), ((), ("a",), ("b",), ("a", "b"))


def test_two_people_who_agree_decide() -> None:
    made = [decide(place(), "王小明", "r", metrics=("a", "b")), decide(place(), "李大華", "r", metrics=("b", "a"))]
    reviews = Reviews.of(made)
    assert reviews.in_force == (made[1],)
    assert not reviews.conflicts


def test_two_people_who_differ_decide_nothing_until_one_gives_way() -> None:
    made = [decide(place(), "王小明", "r", metrics=("a",)), decide(place(), "李大華", "r")]
    conflicting = Reviews.of(made)
    assert not conflicting.in_force
    assert [one.who for one in conflicting.conflicts[0].own] == ["王小明", "李大華"]
    settled = Reviews.of([*made, undo(made[0], "王小明")])
    assert settled.in_force == (made[1],)
    assert settled.withdrawn == (made[0],)


def test_taking_back_brings_back_what_was_said_before() -> None:
    first, second = decide(place(), "王小明", "r", metrics=("a",)), decide(place(), "王小明", "r", metrics=("b",))
    assert Reviews.of([first, second]).in_force == (second,)
    assert Reviews.of([first, second, undo(second, "王小明")]).in_force == (first,)


def test_the_same_words_in_another_report_are_another_number() -> None:
    one, other = decide(place(), "王小明", "r", metrics=("a",)), decide(place(sha256="1" * 64), "李大華", "s")
    assert set(Reviews.of([one, other]).in_force) == {one, other}


@given(
    st.lists(
        st.one_of(
            st.tuples(st.sampled_from(WHO), st.sampled_from(METRICS), st.integers(1, 2)),
            st.integers(min_value=0, max_value=20),
        ),
        max_size=20,
    )
)
def test_the_log_comes_to_what_a_plain_reading_of_it_says(steps: list[tuple[str, tuple[str, ...], int] | int]) -> None:
    made: list[Decision] = []
    for step in steps:
        if isinstance(step, int):
            if step < len(made) and made[step].says != "undone":
                made.append(undo(made[step], made[step].who))
        else:
            who, metrics, passage = step
            made.append(decide(place(passage=passage), who, "r", metrics=metrics))
    gone = {one.undoes for one in made}
    reviews = Reviews.of(made)
    for passage in (1, 2):
        here = [one for one in made if one.place.passage == passage and one.says != "undone" and one.id not in gone]
        latest = {who: own[-1] for who in WHO if (own := [one for one in here if one.who == who])}
        answers = {one.answer for one in latest.values()}
        in_force = [one for one in reviews.in_force if one.place.passage == passage]
        assert len(in_force) == (len(answers) == 1)
        assert {one.answer for one in in_force} <= answers
        in_conflict = [one for one in reviews.conflicts if one.place.passage == passage]
        assert len(in_conflict) == (len(answers) > 1)
        held = {one.id for one in reviews.standing[place(passage=passage)].own} if latest else set()
        assert held == {one.id for one in latest.values()}
    assert reviews.lines == len(made)


def test_the_digest_tells_what_is_decided_not_who_decided_it_when() -> None:
    one, same = (decide(place(), who, "r", metrics=("a",)) for who in ("王小明", "李大華"))
    other = decide(place(), "王小明", "r", metrics=("b",))
    assert Reviews.of([one]).digest == Reviews.of([same]).digest == Reviews.of([one, same]).digest
    assert Reviews.of([one]).digest != Reviews.of([other]).digest
    assert Reviews.of([one, undo(one, "王小明")]).digest == Reviews.of([]).digest == ""
