"""Each sentence in the other language, in order of trust, never invented."""

from briefing.bilingual.encoder import likeness
from briefing.bilingual.engines import open_machine
from briefing.bilingual.memory import Memory, load_memory
from briefing.bilingual.phrases import write_phrase
from briefing.bilingual.request import Request, request_for, request_for_headline
from briefing.bilingual.rules import RuleEngine
from briefing.bilingual.translator import Task, Translator

__all__ = [
    "Memory",
    "Request",
    "RuleEngine",
    "Task",
    "Translator",
    "likeness",
    "load_memory",
    "open_machine",
    "request_for",
    "request_for_headline",
    "write_phrase",
]
