"""A local model in CTranslate2's format, such as a converted OPUS-MT or Firefox Translations model.

An extra: ``ctranslate2`` and ``sentencepiece``. The model's folder holds ``model.bin`` and the
vocabularies ``source.spm`` and ``target.spm``, and translates one direction only. No model ships
with this package.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path

from briefing.bilingual.engines.base import EngineError, EngineFailure, Markup, paired
from briefing.bilingual.settings import TranslationSettings

Model = Callable[[Sequence[str]], Sequence[str]]

_FILES = ("model.bin", "source.spm", "target.spm")


class Local:
    """A model on this machine; names and figures are written in as plain words."""

    markup = Markup()

    def __init__(self, settings: TranslationSettings, model: Model | None = None) -> None:
        """`model` translates a list of sentences; by default it is read from the folder."""
        self.name = self.version = Path(settings.model).name
        self._direction = settings.direction
        self._model = model or load_model(Path(settings.model))
        self.batch = settings.batch or 32

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, terms: Mapping[str, str]
    ) -> list[str | EngineFailure]:
        """Translations in order; a failure for each text in the model's other direction."""
        if f"{source}-{target}" != self._direction:
            return [EngineFailure(f"the model translates {self._direction} only") for _ in texts]
        return paired(list(self._model(texts)), texts, self.name)


def load_model(folder: Path) -> Model:
    """The model in a folder; EngineError says what is missing."""
    if missing := [name for name in _FILES if not (folder / name).is_file()]:
        raise EngineError(f"no {missing[0]}", where=str(folder), hint="see docs/translation.md")
    try:
        ctranslate2, sentencepiece = map(import_module, ("ctranslate2", "sentencepiece"))
    except ImportError:
        raise EngineError(
            "CTranslate2 is not installed", where="local", hint="pip install 'briefing[local]'"
        ) from None
    pieces = [sentencepiece.SentencePieceProcessor(str(folder / name)) for name in _FILES[1:]]
    translator = ctranslate2.Translator(str(folder), device="cpu")

    def translate(texts: Sequence[str]) -> list[str]:
        batch = [[*pieces[0].encode(text, out_type=str), "</s>"] for text in texts]
        answers = translator.translate_batch(batch, beam_size=4)
        return [pieces[1].decode(answer.hypotheses[0]) for answer in answers]

    return translate
