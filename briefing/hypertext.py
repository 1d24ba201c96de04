"""HTML as text: bytes decoded whatever their declared charset, fragments as plain lines."""

from __future__ import annotations

import codecs
import html
import re
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
        "embed",
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
_SPACES = re.compile(r"\s+")
_TAG = re.compile(r"<[A-Za-z/!?]")


def decode(content: bytes, charset: str = "") -> str:
    """The text of a page or mail; `charset` is what the header says, which may be wrong.

    Byte order mark, then UTF-8, the declared charsets and CP949: whichever loses fewest
    characters; CP1252 when all of them lose many. Never raises.
    """
    for mark, codec in _MARKS.items():
        if content.startswith(mark):
            return content.decode(codec, "replace")
    declared = (declared_codec(content, charset), declared_codec(content))
    strong = [codec for codec in declared if codec not in ("", "cp1252")]
    is_plain = b"\0" not in content and b"\x1b" not in content  # else UTF-16 or ISO-2022 may be
    best = ""
    fewest = len(content) + 1
    for codec in ["utf-8", *strong, "cp949"] if is_plain else [*strong, "utf-8", "cp949"]:
        text = content.decode(codec, "replace")
        if not (lost := text.count(_LOST)):
            return text
        if lost < fewest:
            best, fewest = text, lost
    beyond_ascii = len(best) - sum(map(str.isascii, best))
    if fewest <= max(1, beyond_ascii * _TOLERABLE) and beyond_ascii > 1:
        return best
    return content.decode("cp1252", "replace")


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
        return Fragment(_tidy(html.unescape(text)), [])
    from lxml import etree

    data = text.replace("\0", "").encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    root = etree.fromstring(f"<body>{data}".encode(), _parser())
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
        tag = str(node.tag)
        if event == "start":
            if tag == "figcaption":
                captions += _tidy(_SPACES.sub(" ", "".join(node.itertext(with_tail=False))))
            if tag == "figcaption" or tag in _SKIPPED:
                walker.skip_subtree()
                continue
            if tag in _BLOCKS or tag == "br":
                pieces.append("\n" + (heading if tag in _HEADINGS else ""))
            if node.text:
                pieces.append(_SPACES.sub(" ", node.text))
            continue
        if tag in _BLOCKS or tag == "figcaption":
            pieces.append("\n")
        if node.tail:
            pieces.append(_SPACES.sub(" ", node.tail))
    return Fragment([line for line in _tidy("".join(pieces)) if line != heading.strip()], captions)


def _tidy(text: str) -> list[str]:
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [line for line in lines if line]
