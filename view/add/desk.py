"""What waits to be published: built beside the published data, compared with them, then published; and undone."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from html import escape
from pathlib import Path

import pandas as pd
import streamlit as st

from catalog.words import words
from findings.additions import Additions
from findings.builds import BuildChange, build_change
from findings.lanes import report_name
from findings.notices import notices
from findings.period_words import moment_words
from findings.titles import row_period
from findings.values import is_told, number_words, part_words, value_words
from reviews.standing import Reviews
from view.add.audit import decisions_part, longer, more
from view.add.visit import Reading
from view.frame import office
from view.frame.links import lead
from view.frame.passage import CHINESE, quotation
from view.frame.tables import wide_table
from warehouse import reads, unsure
from warehouse.connect import Warehouse, WarehouseMissing, WarehouseUnreadable
from warehouse.places import places
from warehouse.succession import DECISIONS, Act, Candidate, NotBuilt, NothingToUndo, Overtaken, Succession, Waiting

# Builds a warehouse of the reports at paths, of which the last is the one to join; raises NotBuilt.
Build = Callable[[Sequence[Path], Path], None]

# What a thread is called in which a warehouse is built.
BUILDING = "building"
_SECONDS_BETWEEN_LOOKS = 1.0
_MOST_SHOWN = 100
_SAID = "add-said"
# Counts the files that were handed over: the chooser is empty again after each.
HANDED = "add-handed"
_builders: list[Build] = []
_building: dict[str, _Building] = {}


def build_reports_by(builder: Build) -> None:
    """Says what builds a warehouse: the server does, as pages know nothing of reading."""
    _builders[:] = [builder]


class _Building:
    """One build beside the published one, in a thread of its own, for all who look."""

    def __init__(self, token: str, build: Build) -> None:
        self.began = time.monotonic()
        self.message: str | None = None
        self.failed = False
        self._thread = threading.Thread(target=self._run, args=(token, build), name=BUILDING, daemon=True)
        self._thread.start()

    def _run(self, token: str, build: Build) -> None:
        try:
            _desk().build_beside(token, build)
        except NotBuilt as error:
            self.message = str(error)
        except Exception:
            self.failed = True

    @property
    def busy(self) -> bool:
        return self._thread.is_alive()


def _desk() -> Succession:
    return Succession(places())


# Handing over --------------------------------------------------------------------------------------


def hand_over(reading: Reading, added: Additions) -> None:
    """Offers to hand a previewed report over; says why not to whoever may not."""
    now = office.standing()
    if now not in ("editor", "nameless"):
        st.info(words(f"office.{now}"), icon=":material/visibility:")
        return
    with st.container(key="hand-over", horizontal=True, vertical_alignment="center"):
        st.button(
            words("desk.hand_over"),
            type="primary",
            key="desk-hand-over",
            icon=":material/move_to_inbox:",
            disabled=now != "editor" or added.published_as is not None or reading.busy,
            shortcut="h",
            on_click=_hand_over,
            args=(reading, report_name(added.report)),
        )
        if now == "nameless":
            st.caption(words("desk.name_first"))


def _hand_over(reading: Reading, title: str) -> None:
    tokens: list[str] = []
    if _acted(
        "desk.handed", title, lambda who: tokens.append(_desk().hand_over(reading.file, reading.entry, title, who))
    ):
        st.session_state[HANDED] = st.session_state.get(HANDED, 0) + 1
        # Whoever hands it over wants to know next what it would change.
        _compare(tokens[0], title)


# What may come between an act and its being done, and the words that say so.
_UNDONE = {NothingToUndo: ("warning", "desk.nothing_to_undo"), Overtaken: ("warning", "desk.overtaken")}


def _acted(done: str, title: str, act: Callable[[str], object], failed: str = "desk.not_kept") -> bool:
    """Does something under the name of the editor who asks for it, and keeps what is to be said of it.

    Args:
        done: the words for having done it.
        title: of the report.
        act: does it; it is given the editor's name.
        failed: the words for a disk that does not take it.

    Returns:
        Whether it was done.
    """
    told = ("success", done)
    try:
        act(office.editor())
    except office.NotAnEditor as refused:
        told = ("error", refused.key)
    except (NothingToUndo, Overtaken) as error:
        told = _UNDONE[type(error)]
    except OSError:
        told = ("error", failed)
    st.session_state[_SAID] = (*told, title)
    return told[0] == "success"


def said() -> None:
    """What became of the last press of a button."""
    told = st.session_state.pop(_SAID, None)
    if told is not None:
        kind, key, title = told
        {"success": st.success, "error": st.error, "warning": st.warning}[kind](words(key, title=title))


# What waits ----------------------------------------------------------------------------------------


def desk() -> None:
    """Draws for the office what waits and what was published."""
    if not office.sees_names():
        return
    with st.container(key="desk"):
        may = office.standing() == "editor"
        own = _desk()
        waiting, log = own.waiting(), own.log()
        _decided(own, may)
        if waiting:
            st.header(words("desk.waiting", count=len(waiting)), anchor=False)
            for one in waiting:
                _waiting(own, one, may)
        if log:
            _published(own, log, may)
        decisions_part()


def _waiting(own: Succession, one: Waiting, may: bool) -> None:
    with st.container(border=True, key=f"waiting-{one.token}"):
        at = _when(one.at)
        st.html(
            f"<p><strong {CHINESE}>{escape(one.title)}</strong><br>"
            f"{escape(words('desk.waits', file=one.file.name, who=one.who, at=at))}</p>"
        )
        _joining(own, one.token, one.title, may, one)


def _decided(own: Succession, may: bool) -> None:
    """Offers to take in what people decided since the published data were built."""
    try:
        count = Reviews.read().lines - int(reads.build()["counts"].get("reviews", 0))
    except (OSError, WarehouseMissing, WarehouseUnreadable):
        return
    if count <= 0:
        _unsure()
    else:
        st.header(words("desk.decided", count=count), anchor=False)
        with st.container(border=True, key="waiting-decisions"):
            st.caption(words("desk.decided_lead"))
            _joining(own, DECISIONS, words("desk.decisions"), may)


def _unsure() -> None:
    """Leads to the numbers of published reports that wait for a person, those of the newest publication first."""
    found = reads.ask(unsure.waiting)
    counts = {str(row["report_id"]): int(row["numbers"]) for _, row in found.iterrows()}
    if counts:
        last = next((Path(act["file"]).stem for act in reversed(_desk().log()) if "file" in act), "")
        report = last if last in counts else next(iter(counts))
        if st.button(
            words("desk.confirm", count=counts[report]), key="desk-confirm", icon=":material/rule:", shortcut="n"
        ):
            lead("review", report=report)


def _joining(own: Succession, token: str, title: str, may: bool, waiting: Waiting | None = None) -> None:
    """How far what waits has come: to be compared, being built beside the published data, or to be published."""
    building, candidate = _building.get(token), own.candidate(token)
    if building is not None and building.busy:
        _watch(building)
        return
    if candidate is not None:
        counts = _compared(candidate, token == DECISIONS)
    elif building is not None and building.message is not None:
        st.error(words("desk.not_built"), icon=":material/error:")
        st.html(f'<p class="reason"><span {CHINESE}>{escape(building.message)}</span></p>')
    elif building is not None and building.failed:
        st.error(words("desk.build_failed"), icon=":material/error:")
    with st.container(horizontal=True):
        if candidate is not None:
            st.button(
                words("desk.publish"), type="primary", key=f"publish-{token}", icon=":material/publish:",
                on_click=_publish, args=(token, title, counts), disabled=not may, shortcut="p",
            )  # fmt: skip
        else:
            st.button(
                words("desk.compare"), key=f"compare-{token}", on_click=_compare, args=(token, title),
                icon=":material/compare_arrows:", disabled=not (may and _builders), shortcut="b",
            )  # fmt: skip
        if waiting is not None:
            _withdraw_button(waiting, may)


def _withdraw_button(one: Waiting, may: bool) -> None:
    st.button(words("desk.withdraw"), key=f"withdraw-{one.token}", on_click=_withdraw, args=(one,), disabled=not may)


def _compare(token: str, title: str) -> None:
    try:
        office.editor()
    except office.NotAnEditor as refused:
        st.session_state[_SAID] = ("error", refused.key, title)
        return
    building = _building.get(token)
    if _builders and (building is None or not building.busy):
        _building[token] = _Building(token, _builders[0])


def _withdraw(one: Waiting) -> None:
    _acted("desk.withdrawn", one.title, lambda who: _desk().withdraw(one.token, who), "desk.not_published")


@st.fragment(run_every=_SECONDS_BETWEEN_LOOKS)
def _watch(building: _Building) -> None:
    if not building.busy:
        st.rerun()
    st.markdown(words("desk.building", seconds=int(time.monotonic() - building.began)))


# The comparison ------------------------------------------------------------------------------------


@st.cache_resource(max_entries=4, show_spinner=False)
def _change(path: str, base: str | None, build: str) -> BuildChange:
    """What a build beside changes; found out once for each two builds."""
    with reads.of_edition(None):
        return build_change(reads.warehouse() if base else None, Warehouse(Path(path)))


def _compared(candidate: Candidate, tells_sure: bool) -> dict[str, int]:
    """What publishing would change; gives how much of it.

    Args:
        candidate: what would be published.
        tells_sure: also what became sure through decisions about other numbers.
    """
    change = _change(str(candidate.path), candidate.base, candidate.build)
    counts = change.counts()
    items = "".join(
        f"<li><strong>{counts[key]}</strong> {escape(words(f'desk.count.{key}'))}</li>"
        for key in ("added", "changed", "gone", "fails")
    )
    st.html(f'<ul class="counts">{items}</ul>')
    for title in change.reports_gone:
        st.warning(words("desk.report_gone", title=title), icon=":material/warning:")
    if len(change.restated):
        st.markdown(words("desk.restated", count=len(change.restated)))
    if tells_sure:
        st.markdown(words("desk.sure", count=len(change.sure)) if len(change.sure) else words("desk.none_sure"))
        if change.learned:
            st.markdown(words("desk.learned", count=change.learned))
    if change.reviewed:
        st.warning(words("desk.reviewed", count=change.reviewed), icon=":material/person_alert:")
    lists = {"sure": change.sure} if tells_sure else {}
    for key, frame in {**lists, "changed": change.changed, "gone": change.gone, "added": change.added}.items():
        if len(frame):
            with st.expander(words(f"desk.list.{key}", count=len(frame))):
                decided = {"changed": "old_by", "gone": "by"}.get(key)
                st.html(_values(frame, words(f"desk.list.{key}", count=len(frame)), decided))
    if len(change.fails):
        with st.expander(words("desk.list.fails", count=len(change.fails))):
            st.html(_failures(change.fails))
    return counts


def _values(frame: pd.DataFrame, label: str, decided: str | None) -> str:
    """A table of values; ``decided`` is the column that tells who had decided what is otherwise now."""
    head = "".join(f'<th scope="col">{escape(words(key))}</th>' for key in _HEADS)
    body = ""
    for _, row in frame.head(_MOST_SHOWN).iterrows():
        part = words("card.part", part=part_words(row["part"])) if row["part"] else ""
        value = value_words(row["value"], row["unit"], row["qualifier"])
        if "old_value" in row:
            old = value_words(row["old_value"], row["old_unit"], row["old_qualifier"])
            value = words("desk.became", old=old, new=value)
        by = f"<br>{escape(words('desk.by_person'))}" if decided and row[decided] == "person" else ""
        cells = (escape(words.name(row) + part), escape(row_period(row)), f"<strong>{escape(value)}</strong>{by}")
        told = "".join(f"<td>{cell}</td>" for cell in cells)
        body += f"<tr>{told}<td>{quotation(str(row['quote']), row['heads'])}</td></tr>"
    table = wide_table(label, f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>")
    more = len(frame) - _MOST_SHOWN
    return table + (f"<p>{escape(words('add.more', count=more))}</p>" if more > 0 else "")


_HEADS = ("table.metric", "table.period", "add.column.value", "add.column.sentence")


def _failures(fails: pd.DataFrame) -> str:
    lines = []
    for _, row in fails.head(_MOST_SHOWN).iterrows():
        told = ""
        if is_told(row["stated"]) and is_told(row["computed"]):
            stated, computed = (number_words(float(row[name])) for name in ("stated", "computed"))
            told = words("add.fails_told", stated=stated, computed=computed)
        name = words("card.joint").join((report_name(row), words.name(row)))
        lines.append(f"<li><strong>{escape(name)}</strong> {escape(told)}</li>")
    return f'<ul class="turns">{"".join(lines)}</ul>'


def _publish(token: str, title: str, counts: dict[str, int]) -> None:
    if _swapped("desk.published", title, lambda who: _desk().publish(token, who, counts)):
        _building.pop(token, None)


def _swapped(done: str, title: str, act: Callable[[str], object]) -> bool:
    """Swaps the published data as an editor asks, and notes them before and after: each swap is told by itself."""
    _note()
    swapped = _acted(done, title, act, "desk.not_published")
    if swapped:
        _note()
    return swapped


def _note() -> None:
    """Notes what is published; what cannot be noted now is noted by whoever looks next."""
    with suppress(OSError, WarehouseMissing, WarehouseUnreadable):
        notices()


# What was done -------------------------------------------------------------------------------------


def _published(own: Succession, log: list[Act], may: bool) -> None:
    """The last acts, the newest first, and the way back from the newest publication."""
    st.header(words("desk.log"), anchor=False)
    last = own.undoable()
    if last is not None:
        title = _title(last)
        undo = "desk.undo" if last["before"] is not None else "desk.undo_first"
        st.button(
            words(undo, title=title), key="desk-undo", icon=":material/undo:", on_click=_undo,
            args=(title, "file" in last), disabled=not may,
        )  # fmt: skip
    lines = "".join(f"<li>{escape(_act_words(act))}</li>" for act in log[::-1][: longer("acts", len(log))])
    st.html(f'<ul class="acts">{lines}</ul>')
    more("acts", len(log))


def _act_words(act: Act) -> str:
    of = act["action"] if "file" in act else f"{act['action']}_decisions"
    told = words(f"desk.act.{of}", at=_when(act["at"]), who=act["who"], title=_title(act), file=act.get("file", ""))
    if act["action"] != "publish" or "added" not in act:
        return told
    return told + words("desk.act_counts", **{name: act[name] for name in ("added", "changed", "gone", "fails")})


def _title(act: Act) -> str:
    return str(act["title"]) if "file" in act else words("desk.decisions")


def _undo(title: str, of_file: bool) -> None:
    done = "desk.undone" if of_file else "desk.undone_decisions"
    _swapped(done, title, lambda who: _desk().undo(who))


def _when(at: str) -> str:
    """A moment of the log, in UTC, as readers here count."""
    return moment_words(datetime.fromisoformat(at))
