"""Text on a page is text: whatever Streamlit would take for Markdown is shown as it is written.

Titles, labels, notices and captions of Streamlit are Markdown, and much of what stands in them comes from
reports, file names and addresses: it could bring links, outside pictures and formulas into a page that looks
official. So no page uses Markdown, and every message that leaves a page's script is written for it here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

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
            if kind in _KINDS:
                own = ForwardMsg()
                own.CopyFrom(message)
                _write_plainly(getattr(own.delta, kind))
                message = own
        self._send(message)


def _write_plainly(message: Message) -> None:
    for field, value in message.ListFields():
        if field.name in _NOT_SAID and field.message_type is not None:
            continue
        repeated: Any = value if _is_repeated(value) else None
        if field.message_type is not None:
            for part in repeated if repeated is not None else (value,):
                if isinstance(part, Message):
                    _write_plainly(part)
        elif field.name in _SAID and isinstance(value, str):
            setattr(message, field.name, plain(value))


def _is_repeated(value: object) -> bool:
    return not isinstance(value, str | bytes | Message) and hasattr(value, "__len__")
