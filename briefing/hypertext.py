"""HTML as text: bytes decoded whatever their declared charset, fragments as plain lines."""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml import etree

_MARKS = {  # the longer ones first
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_DECLARED = re.compile(
    rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{1,100}encoding=[\"']([\w.-]+)",
    re.IGNORECASE,
)
_HEAD = 8_192  # bytes in which a page declares its charset
_SUPERSETS = {  # what browsers read instead (WHATWG Encoding)
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
}
_TOLERABLE = 0.1  # of the characters beyond ASCII: more lost ones, and the codec is another
_LOST = "\ufffd"
_WESTERN, _KOREAN = "cp1252", "cp949"
_OTHER_CODECS = ["gb18030", "big5", "shift_jis", "euc_jp", "koi8_r", "cp1251", "cp1252", "tis_620"]
_SAMPLE = 20_000  # bytes in which a charset shows
_FEW = 8  # bytes beyond ASCII tell nothing of their charset
_HANGUL = re.compile("[가-힣]+")
_RARE = re.compile("[\u4e00-\u9fff\uf900-\ufaffㄱ-ㅣΑ-ω]+")  # Hanja, single letters, Greek
_COMMON_BYTES = 4  # a syllable, where every third is a rare one
_RARE_SHARE = 0.4  # of the syllables

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SKIPPED = frozenset(
    [
        "audio",
        "button",
        "canvas",
        "head",
        "iframe",
        "map",
        "math",
        "nav",
        "noscript",
        "object",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "video",
    ]
)
_BREAK = "\0"  # between lines; no parsed text holds it
_TAG = re.compile(r"<[A-Za-z/!?]")


def decode(content: bytes, charset: str = "") -> str:
    """The text of a page or mail; `charset` is what the header says, which may be wrong.

    Byte order mark, then UTF-8, the declared charsets and CP949 (if that makes Korean of it):
    whichever loses fewest characters; when all of them lose many, CP1252 if it is declared, else
    what the bytes look like. Never raises.
    """
    for mark, codec in _MARKS.items():
        if content.startswith(mark):
            return content.decode(codec, "replace")
    declared = (declared_codec(content, charset), declared_codec(content))
    strong = [codec for codec in declared if codec not in ("", _WESTERN)]
    is_plain = b"\0" not in content and b"\x1b" not in content  # else UTF-16 or ISO-2022 may be
    best = ""
    fewest = len(content) + 1
    for codec in ["utf-8", *strong, _KOREAN] if is_plain else [*strong, "utf-8", _KOREAN]:
        text = content.decode(codec, "replace")
        if codec == _KOREAN and codec not in strong and not _is_korean(text):
            continue
        if not (lost := text.count(_LOST)):
            return text
        if lost < fewest:
            best, fewest = text, lost
    beyond_ascii = len(best) - sum(map(str.isascii, best))
    tolerable = max(_WESTERN not in declared, beyond_ascii * _TOLERABLE)
    if fewest <= tolerable and beyond_ascii > 1:
        return best
    return content.decode(_WESTERN if any(declared) else _likely_codec(content), "replace")


def _is_korean(text: str) -> bool:
    """Whether it is mostly Hangul in common use, as Chinese or Japanese read as Korean is not."""
    hangul = "".join(_HANGUL.findall(text))
    rare = sum(map(len, _RARE.findall(text)))
    length = len(hangul.encode("euc_kr", "ignore"))  # 8 bytes a syllable that is rare, else 2
    return length <= _COMMON_BYTES * len(hangul) and rare <= _RARE_SHARE * len(hangul)


def _likely_codec(content: bytes) -> str:
    from charset_normalizer import from_bytes

    sample = content[:_SAMPLE]
    if sum(byte > 127 for byte in sample) < _FEW:
        return _WESTERN
    found = from_bytes(sample, cp_isolation=_OTHER_CODECS).best()
    return found.encoding if found else _WESTERN


def declared_codec(content: bytes, charset: str = "") -> str:
    """The Python codec that `charset`, or else the page, names; empty when it is none for text."""
    if not charset and (match := _DECLARED.search(content, 0, _HEAD)):
        charset = (match[1] or match[2]).decode("ascii", "ignore")
    label = charset.strip("\"' ").lower()
    if not label or not label.isascii() or "escape" in label:
        return ""
    label = "cp949" if label.startswith(("ks_c_5601", "ksc5601", "windows-949")) else label
    try:
        codec = codecs.lookup(label).name
        b"    ".decode(codec, "replace")
    except (LookupError, ValueError):  # unknown, or no charset of texts, as zlib and idna
        return ""
    return _SUPERSETS.get(codec, codec)


class Fragment(NamedTuple):
    """What a piece of HTML says."""

    lines: list[str]  # one a paragraph, without blank lines
    captions: list[str]  # of its figures; they are no part of the text


def read_fragment(text: str, *, heading: str = "") -> Fragment:
    """The paragraphs of a piece of HTML; text without tags keeps its own line breaks.

    `heading` is put before headings. Never raises.
    """
    if not _TAG.search(text):
        return Fragment(_lines(html.unescape(text).splitlines()), [])
    from lxml import etree

    data = f"<body>{text}".replace("\0", "").encode("utf-8", "replace")
    root = etree.fromstring(data, _parser())
    return read_tree(root, heading=heading) if root is not None else Fragment([], [])


@cache
def _parser() -> etree.HTMLParser:
    from lxml import etree

    return etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )


def read_tree(root: etree._Element, *, heading: str = "") -> Fragment:
    """The same of a parsed tree, which is left as it is."""
    from lxml import etree

    pieces: list[str] = []
    captions: list[str] = []
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, node in walker:
        tag = node.tag
        is_block = tag in _BLOCKS
        if event == "start":
            if tag == "figcaption":
                captions += _lines(["".join(node.itertext(with_tail=False))])
            if tag == "figcaption" or tag in _SKIPPED:
                walker.skip_subtree()
                continue
            if is_block or tag == "br":
                pieces.append(_BREAK + heading if tag in _HEADINGS else _BREAK)
            if text := node.text:
                pieces.append(text)
            continue
        if is_block or tag == "figcaption":
            pieces.append(_BREAK)
        if tail := node.tail:
            pieces.append(tail)
    lines = _lines("".join(pieces).split(_BREAK))
    mark = heading.strip()
    return Fragment([line for line in lines if line != mark] if mark else lines, captions)


def _lines(texts: Iterable[str]) -> list[str]:
    """Each text on one line, without the empty ones."""
    lines = (" ".join(text.split()) for text in texts)
    return [line for line in lines if line]
