"""The check of how many pages a PDF has."""

from __future__ import annotations

from briefing.checks.subject import State, Subject, Verdict, verdict
from briefing.fitting import count_pages


def pages(subject: Subject) -> Verdict:
    """Each PDF keeps to the number of pages that its audience asks for."""
    faults, checked = [], []
    for path in subject.files("pdf"):
        most = subject.desk.audience(path.name.split(".")[1]).pages
        if most is None:
            continue
        count = count_pages(path.read_bytes())
        checked.append(f"{path.name}: {count} of {most}")
        if count > most:
            faults.append(f"{path.name}: {count} pages, not {most}")
    if not checked:
        return State.SKIPPED, "no audience asks for a number of pages"
    return verdict(faults, "; ".join(checked))
