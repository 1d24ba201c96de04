"""The command line. Exit codes: 0 done, 1 failed with one clear message, 2 wrong usage."""

from briefing.cli.app import app, main

__all__ = ["app", "main"]
