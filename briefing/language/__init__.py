"""Language tools, built once a process: detection, morphemes, sentences."""

from briefing.language.detection import detect_language
from briefing.language.morphemes import Word, content_lemmas, kiwi, tokenise, tokenise_many
from briefing.language.sentences import split_sentences

__all__ = [
    "Word",
    "content_lemmas",
    "detect_language",
    "kiwi",
    "split_sentences",
    "tokenise",
    "tokenise_many",
]
