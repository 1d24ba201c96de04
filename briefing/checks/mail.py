"""Checks of the mail bodies."""

from __future__ import annotations

from briefing.checks.mail_lint import lint_mail
from briefing.checks.subject import State, Subject, Verdict, verdict
from briefing.renderers.mail import MOST, size


def mail_size(subject: Subject) -> Verdict:
    """Each mail body is short enough that Gmail shows it whole."""
    sizes = {path.name: size(path.read_bytes()) for path in subject.files("mail.html")}
    if not sizes:
        return State.SKIPPED, "no mail"
    faults = (f"{name}: {n:,} bytes, over {MOST:,}" for name, n in sizes.items() if n > MOST)
    return verdict(faults, f"{max(sizes.values()):,} of {MOST:,} bytes")


def mail_clients(subject: Subject) -> Verdict:
    """No mail body holds what a mail program would spoil."""
    paths = subject.files("mail.html")
    if not paths:
        return State.SKIPPED, "no mail"
    faults = [
        f"{path.name}, {finding.where}: {finding.what}"
        + (f" ({', '.join(finding.clients)})" if finding.clients else "")
        for path in paths
        for finding in lint_mail(path.read_text(encoding="utf-8"))
    ]
    return verdict(faults, f"{len(paths)} {'mail' if len(paths) == 1 else 'mails'}")
