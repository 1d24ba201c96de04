"""A process that works on a store until it is done or killed: see `test_store_processes.py`.

    python store_worker.py LOCATION ingest FILE...    takes articles in
    python store_worker.py LOCATION editions          saves one edition again and again

It waits for a line on standard input, and prints a line before each document and each edition.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from fixtures_brief import full_brief

from briefing.language import tokenise
from briefing.models import Decision, Document, Outcome, Reporter, Story
from briefing.sources import read_documents
from briefing.store import open_store
from briefing.store.store import Store

LINES = 300  # of the ledger of an edition


def say(line: object) -> None:
    """Tell the test how far this is."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def ingest(store: Store, files: list[Path]) -> None:
    """Take in the files, a few documents a batch."""
    from store_servers import read_article

    from briefing.store import intake

    intake._BATCH = 15

    def read(report: Reporter) -> Iterator[Document]:
        for document in read_documents(files, report=report):
            say(document.url)
            yield document

    store.ingest(read, read_article)


def save_editions(store: Store) -> None:
    """Save an edition over and over; its number stands in every line."""
    brief = replace(full_brief(), sections=())
    for number in range(1, 10_000):
        ledger = [
            Decision(str(line), "rank", Outcome.KEPT, "ranked", detail=str(number))
            for line in range(LINES)
        ]
        say(number)
        store.save_edition(replace(brief, number=number), ledger, list[Story]())


def main(location: str, task: str, *files: str) -> None:
    """Warm up, wait for the word, work."""
    if task == "ingest":
        tokenise("준비", "ko")
    say("ready")
    sys.stdin.readline()
    with open_store(location) as store:
        if task == "ingest":
            ingest(store, [Path(file) for file in files])
        else:
            save_editions(store)
    say("done")


if __name__ == "__main__":
    main(*sys.argv[1:])
