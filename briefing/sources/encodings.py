"""The encoding of a text file: UTF-8 unless it is clearly another."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

UNDECODED = re.compile("[\udc80-\udcff]")  # bytes that `surrogateescape` carried over
_SAMPLE = 65_536  # bytes
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_CANDIDATES = ["utf_16_le", "utf_16_be", "cp949", "euc_kr"]


def detect_encoding(path: Path) -> str | None:
    """The codec to read the file with; None when it is not text.

    A damaged line does not change the verdict: UTF-8 it is when most lines with other than ASCII
    bytes are UTF-8. The rest is charset-normalizer's to tell.
    """
    with path.open("rb") as stream:
        sample = stream.read(_SAMPLE)
    for mark, name in _MARKS.items():
        if sample.startswith(mark):
            return name
    if _is_mostly_utf8(sample):
        return "utf-8"
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_CANDIDATES).best()
    return best.encoding if best else None


def _is_mostly_utf8(sample: bytes) -> bool:
    """Whether at least half of the lines that tell are UTF-8; ASCII tells nothing."""
    verdicts = [_is_utf8(line) for line in sample.splitlines() if not line.isascii()]
    if not verdicts:
        return b"\0" not in sample[1::2] or sample.count(b"\0") * 3 < len(sample)
    return sum(verdicts) * 2 >= len(verdicts)


def _is_utf8(line: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(line)
    except UnicodeDecodeError:
        return False
    return True
