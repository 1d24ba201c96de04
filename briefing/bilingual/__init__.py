"""Each sentence in the other language, in order of trust, never invented."""

from briefing.bilingual.memory import Memory, load_memory
from briefing.bilingual.phrases import write_phrase
from briefing.bilingual.request import Request, request_for
from briefing.bilingual.translator import Translator

__all__ = ["Memory", "Request", "Translator", "load_memory", "request_for", "write_phrase"]
