"""Text on a page is text: whatever Streamlit would take for Markdown is shown as it is written.

Titles, labels, notices and captions of Streamlit are Markdown, and much of what stands in them comes from
reports, file names and addresses: it could bring links, outside pictures and formulas into a page that looks
official. So no page uses Markdown, and every message that leaves a page's script is written for it here.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx

# Fields that Streamlit takes for Markdown, and elements in which fields of these names are none. Names of
# buttons in a row are Markdown too, but come back from the browser as they were sent: see Choices.buttons.
_SAID = frozenset({"body", "label", "help", "caption", "text", "title"})
_NOT_SAID = frozenset({"html", "code", "json", "text", "iframe", "exception", "plotly_chart", "arrow_data_frame"})
_KINDS = frozenset({"new_element", "delta", "add_block"})

# What gives Markdown its structure, anywhere in a text or at the beginning of a line.
_STRUCTURE = re.compile(r"[\\`*_\[\]<>$|~&]|^[-+=#]|(?<=^\d)[.)]|(?<=^\d\d)[.)]|^[ \t]+", re.MULTILINE)
_LONG_LIST = re.compile(r"^(\d{3,9})([.)])", re.MULTILINE)
# What Streamlit looks for in finished text, where nothing can be escaped: addresses, signs by name, arrows.
_FOUND_LATER = re.compile(r":(?=[A-Za-z/_+-]|\d+:)|@|\bwww(?=\.)|[-<>~](?=[-=>])", re.IGNORECASE)
_JOINER = "\u2060"


@functools.lru_cache(maxsize=1024)
def plain(text: str) -> str:
    """Markdown that shows ``text`` as it is; lines stay lines.

    Signs of Markdown become character references, which never have a meaning of their own. Where Streamlit
    looks again at what is shown, an invisible sign that joins words keeps it from finding anything.
    """
    apart = _FOUND_LATER.sub(lambda found: found[0] + _JOINER, text)
    referred = _LONG_LIST.sub(lambda found: f"{found[1]}&#{ord(found[2])};", apart)
    return _STRUCTURE.sub(lambda found: "".join(f"&#{ord(sign)};" for sign in found[0]), referred).replace("\n", "  \n")


def speak_plainly() -> None:
    """From now on everything the running script writes is shown as it is."""
    context = get_script_run_ctx()
    # Streamlit has no switch for this; each run of a script has one way by which all it writes leaves.
    if context is not None and not isinstance(context._enqueue, _Plainly):
        context._enqueue = _Plainly(context._enqueue)


class _Plainly:
    """Sends messages whose texts are plain.

    Args:
        send: where they go.
    """

    def __init__(self, send: Callable[[ForwardMsg], None]) -> None:
        self._send = send

    def __call__(self, message: ForwardMsg) -> None:
        """Sends one; it is copied where something in it has to be written otherwise."""
        if message.WhichOneof("type") == "delta":
            kind = message.delta.WhichOneof("type")
            if kind in _KINDS and _has_texts(getattr(message.delta, kind)):
                own = ForwardMsg()
                own.CopyFrom(message)
                _write_plainly(getattr(own.delta, kind))
                message = own
        self._send(message)


def _has_texts(message: Message) -> bool:
    """Whether something that may be written otherwise is told."""
    for field, value in message.ListFields():
        kind = _kind(field)
        if kind == _TEXT:
            return True
        if kind in (_PART, _PARTS) and any(map(_has_texts, value if kind == _PARTS else (value,))):
            return True
    return False


def _write_plainly(message: Message) -> None:
    for field, value in message.ListFields():
        kind = _kind(field)
        if kind == _TEXT:
            setattr(message, field.name, plain(value))
        elif kind in (_PART, _PARTS):
            for part in value if kind == _PARTS else (value,):
                _write_plainly(part)


_OTHER, _TEXT, _PART, _PARTS = range(4)


@functools.cache
def _kind(field: FieldDescriptor) -> int:
    """What a field holds: a text, a message in which there may be texts, several of them, or neither.

    Every message that leaves a page asks for each of its fields.
    """
    if field.message_type is None:
        return _TEXT if field.name in _SAID and field.type == field.TYPE_STRING and not field.is_repeated else _OTHER
    # Of a map the keys come back, not messages.
    if field.name in _NOT_SAID or field.message_type.GetOptions().map_entry:
        return _OTHER
    return _PARTS if field.is_repeated else _PART
