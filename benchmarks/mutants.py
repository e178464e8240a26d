"""Files made odd: bytes, text, members of a package and objects of a PDF, damaged at seeded places."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import PurePath
from random import Random

_PACKAGES = (".docx", ".odt")
_TEXTS = (".txt", ".md")
_MOST_BYTES = 2_000_000

# What a clerk, a converter or a hand at the keyboard puts where a number stood.
_ODD_NUMBERS = (
    "-", "－12", "△3.5", "▲1,234", "(15)", "廿三", "卅○", "１，２３４", "1 2 3",
    "百分之九八點五", "六仟二佰萬", "13萬2",
    "數十", "5-6", "三、四十", "9" * 400, "0." + "0" * 300 + "1", "1e999", "NaN", "∞", "½", "①", "㈠", "Ⅳ", "٣", "零",
    "1,23,4", "1.2.3.4", "0/0", "億億兆", "負負負5", "十十", "百萬億千", "‰", "成", "1:2", "-0", "〇", "2³",
)  # fmt: skip
_ODD_DATES = (
    "112年13月45日", "0年1月1日", "9999年12月31日", "112/2/30", "１１２.７.１", "一一二年", "112(2023)年", "民國前3年",
    "112年12月31日至112年1月1日", "上半年", "4294967296年", "112年", "20230101", "年月日",
    "112年1月1日至", "至112年6月30日",
)  # fmt: skip
_ODD_CHARACTERS = (
    "\x00", "\x0b", "\x0c", "\x1b[31m", "\u200b", "\u202e", "\ufeff", "\u2028", "\ue000", "\U000f0000", "\ufffd",
    "\u3000" * 50, "\t" * 30, "|" * 20, "─" * 40, "<script>", "{", "％s", "\\", "'; --", "\U0001f600", "e\u0301" * 20,
)  # fmt: skip
_NUMBER = re.compile(r"\d[\d,.]*")
_DATE = re.compile(r"\d+年(?:\d+月)?(?:\d+日)?")
_TAG = re.compile(rb"<[^<>]+>")
_VALUE = re.compile(rb'="[^"<>]*"')
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_PDF_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_PDF_ENTRY = re.compile(rb"/(?:Length|Count|Rotate|Width|Height|Prev|Size|First|N|W|FontBBox) -?\d+")
_PDF_VALUES = (b"-1", b"0", b"99999999999", b"1e30", b"-99999", b"0.0000001", b"2147483648", b"null", b"[", b"<<")
_XML_VALUES = (b"-1", b"0", b"4294967296", b"", b"x", b"auto", b"\xe4\xb8\x80", b"1" * 400)


def mutant(name: str, data: bytes, random: Random) -> bytes:
    """The file with one to four of its kind's damages.

    Args:
        name: its name; the suffix says of which kind it is.
        data: its bytes.
        random: where the damages come from: one state, one mutant.
    """
    suffix = PurePath(name).suffix.lower()
    damages: Sequence[Callable[[bytes, Random], bytes]] = (_bytes,)
    if suffix in _PACKAGES:
        damages = (*[_package] * 8, _bytes)
    elif suffix == ".pdf":
        damages = (_pdf, _pdf, _bytes)
    elif suffix in _TEXTS:
        damages = (*[_text] * 8, _bytes)
    for _ in range(random.choice((1, 1, 2, 4))):
        data = random.choice(damages)(data, random)[:_MOST_BYTES]
    return data


def _place(length: int, random: Random) -> tuple[int, int]:
    """Start and end of a piece, most often a short one."""
    start = random.randrange(length + 1)
    return start, min(length, start + int(2 ** random.uniform(0, 14)))


def _bytes(data: bytes, random: Random) -> bytes:
    start, end = _place(len(data), random)
    match random.randrange(7):
        case 0:
            changed = bytearray(data)
            for _ in range(random.choice((1, 3, 30)) if data else 0):
                changed[random.randrange(len(changed))] = random.randrange(256)
            return bytes(changed)
        case 1:
            return data[:start]
        case 2:
            return data[:start] + data[end:]
        case 3:
            return data[:end] + data[start:end] * random.choice((1, 1, 2, 50)) + data[end:]
        case 4:
            other = random.randrange(len(data) + 1)
            return data[:other] + data[start:end] + data[other:]
        case 5:
            return data[:start] + bytes(end - start) + data[end:]
        case _:
            return data[:start] + random.randbytes(min(64, end - start)) + data[end:]


def _text(data: bytes, random: Random) -> bytes:
    text = data.decode("utf-8", "surrogateescape")
    changed = random.choice(_TEXT_DAMAGES)(text, random)
    if random.random() < 0.05:
        codec = random.choice(("big5", "utf-16", "utf-16-le", "gb18030", "utf-8-sig", "cp950", "utf-32"))
        return changed.encode(codec, "replace" if codec != "utf-8-sig" else "surrogateescape")
    return changed.encode("utf-8", "surrogateescape")


def _odd_characters(text: str, random: Random) -> str:
    for _ in range(random.choice((1, 5, 50))):
        at = random.randrange(len(text) + 1)
        text = text[:at] + random.choice(_ODD_CHARACTERS) + text[at:]
    return text


def _replaced(pattern: re.Pattern[str], odd: Sequence[str], share: float, text: str, random: Random) -> str:
    return pattern.sub(lambda found: random.choice(odd) if random.random() < share else found[0], text)


def _odd_numbers(text: str, random: Random) -> str:
    return _replaced(_NUMBER, _ODD_NUMBERS, random.choice((0.02, 0.2, 1)), text, random)


def _odd_dates(text: str, random: Random) -> str:
    return _replaced(_DATE, _ODD_DATES, random.choice((0.1, 0.5, 1)), text, random)


def _digits_multiplied(text: str, random: Random) -> str:
    times, share = random.choice((2, 3, 20, 400)), random.choice((0.01, 0.2))
    return re.sub(r"\d", lambda found: found[0] * (times if random.random() < share else 1), text)


def _one_line(text: str, random: Random) -> str:
    """Lines of a stretch become one, or all of them, some many times over."""
    lines = text.splitlines()
    start, end = sorted(random.randrange(len(lines) + 1) for _ in range(2))
    whole = "".join(lines[start:end])
    return "\n".join([*lines[:start], (whole * random.choice((1, 1, 20)))[:300_000], *lines[end:]])


def _lines_moved(text: str, random: Random) -> str:
    lines = text.splitlines(keepends=True)
    start, end = sorted(random.randrange(len(lines) + 1) for _ in range(2))
    part = lines[start:end]
    match random.randrange(4):
        case 0:
            part.reverse()
        case 1:
            random.shuffle(part)
        case 2:
            part = part * 2
        case _:
            part = []
    return "".join(lines[:start] + part + lines[end:])


def _headings_reversed(text: str, random: Random) -> str:
    """Lines that begin with a heading's mark, in reverse order of their places."""
    lines = text.splitlines(keepends=True)
    places = [
        no for no, line in enumerate(lines) if re.match(r"\s*[（(]?[一二三四五六七八九十壹貳參\d]+[)）、.]", line)
    ]
    for one, other in zip(places, [lines[no] for no in reversed(places)], strict=True):
        lines[one] = other
    return "".join(lines)


def _words_swapped(text: str, random: Random) -> str:
    """Two short pieces change places: labels, units and names come where nobody expects them."""
    for _ in range(random.choice((1, 10, 60))):
        one, other = sorted(random.randrange(len(text) + 1) for _ in range(2))
        size = min(random.randrange(1, 12), other - one)
        first, second = text[one : one + size], text[other : other + size]
        text = text[:one] + second + text[one + size : other] + first + text[other + size :]
    return text


def _rewrapped(text: str, random: Random) -> str:
    width = random.choice((1, 2, 7, 20, 500))
    joined = "".join(text.split())
    return "\n".join(joined[at : at + width] for at in range(0, len(joined), width))


def _columns(text: str, random: Random) -> str:
    """Blanks and bars between the words of some lines, as of a table that lost its rules."""
    gap = random.choice(("  ", "\t", "│", "|", "　　"))
    return "\n".join(
        gap.join(re.findall(r"\S{1,6}", line)) if random.random() < 0.3 else line for line in text.splitlines()
    )


_TEXT_DAMAGES: Sequence[Callable[[str, Random], str]] = (
    _odd_characters, _odd_numbers, _odd_dates, _digits_multiplied, _one_line, _lines_moved, _headings_reversed,
    _words_swapped, _rewrapped, _columns,
)  # fmt: skip


def _package(data: bytes, random: Random) -> bytes:
    """A zip with a member lost, renamed, swapped, or its XML edited; of a damaged one, other bytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = {entry.filename: package.read(entry) for entry in package.infolist()}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        return _bytes(data, random)
    names = list(members)
    if not names:
        return data
    one, other = random.choice(names), random.choice(names)
    match random.randrange(12):
        case 0:
            del members[one]
        case 1:
            members[one], members[other] = members[other], members[one]
        case 2:
            members["../" + one] = members.pop(one)
        case 3:
            members[one] = _bytes(members[one], random)
        case _:
            body = [name for name in names if name.endswith((".xml", ".rels"))] or names
            # Most of what a reader does hangs on one or two members.
            content = [name for name in body if name in ("word/document.xml", "content.xml")]
            chosen = random.choice(content if content and random.random() < 0.7 else body)
            members[chosen] = _xml(members[chosen], random)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content_bytes in members.items():
            package.writestr(name, content_bytes)
    return written.getvalue()


def _xml(data: bytes, random: Random) -> bytes:
    match random.randrange(5):
        case 0:
            return _text_of_xml(data, random)
        case 1:
            return _some(_VALUE, data, random, lambda _: b'="' + random.choice(_XML_VALUES) + b'"')
        case 2:
            return _elements(data, random)
        case 3:
            return _some(_TAG, data, random, lambda tag: random.choice((b"", tag * 2)))
        case _:
            tags = _TAG.findall(data) or [b"<x/>"]
            return _some(_TAG, data, random, lambda _: random.choice(tags))


def _text_of_xml(data: bytes, random: Random) -> bytes:
    """What stands between the tags, made odd without breaking them."""
    damage = random.choice((_odd_characters, _odd_numbers, _odd_dates, _digits_multiplied, _words_swapped))

    def odd(found: re.Match[bytes]) -> bytes:
        if random.random() > 0.1:
            return found[0]
        text = damage(found[1].decode("utf-8", "replace"), random).replace("&", "").replace("<", "").replace(">", "")
        return b">" + text.encode("utf-8", "replace") + b"<"

    return re.sub(rb">([^<>]+)<", odd, data)


def _elements(data: bytes, random: Random) -> bytes:
    """A whole element away, twice, or at another's place."""
    tags = list(re.finditer(rb"<([\w:]+)[^<>]*?(?<!/)>", data))
    if not tags:
        return data
    tag = random.choice(tags)
    closing = data.find(b"</" + tag[1] + b">", tag.end())
    if closing < 0:
        return data
    start, end = tag.start(), closing + len(tag[1]) + 3
    other = random.choice(tags).start()
    return random.choice((
        data[:start] + data[end:],
        data[:end] + data[start:end] * random.choice((1, 20)) + data[end:],
        data[:other] + data[start:end] + data[other:],
        data[: tag.end()] + data[start:end] + data[tag.end() :],
    ))  # fmt: skip


def _some(pattern: re.Pattern[bytes], data: bytes, random: Random, new: Callable[[bytes], bytes]) -> bytes:
    share = random.choice((0.001, 0.01, 0.1))
    return pattern.sub(lambda found: new(found[0]) if random.random() < share else found[0], data)


def _pdf(data: bytes, random: Random) -> bytes:
    match random.randrange(5):
        case 0:
            return _pdf_stream(data, random)
        case 1:
            return _pdf_stream(data, random)
        case 2:
            numbers = re.findall(rb"\d+ 0 R", data) or [b"1 0 R"]
            return _some(re.compile(rb"\d+ 0 R"), data, random, lambda _: random.choice(numbers))
        case 3:
            return _some(_PDF_ENTRY, data, random, lambda entry: entry.split()[0] + b" " + random.choice(_PDF_VALUES))
        case _:
            objects = list(re.finditer(rb"\d+ 0 obj.*?endobj", data, re.DOTALL))
            if not objects:
                return _bytes(data, random)
            one, other = random.choice(objects), random.choice(objects)
            return data[: one.start()] + random.choice((b"", other[0])) + data[one.end() :]


def _pdf_stream(data: bytes, random: Random) -> bytes:
    """One stream's content damaged behind its compression, as a broken program would write it."""
    streams = list(_STREAM.finditer(data))
    if not streams:
        return _bytes(data, random)
    stream = random.choice(streams)
    try:
        plain = zlib.decompress(stream[1])
    except zlib.error:
        return data[: stream.start(1)] + _bytes(stream[1], random) + data[stream.end(1) :]
    if random.random() < 0.5:
        plain = _some(_PDF_NUMBER, plain, random, lambda _: random.choice(_PDF_VALUES))
    else:
        plain = _bytes(plain, random)
    return data[: stream.start(1)] + zlib.compress(plain) + data[stream.end(1) :]
