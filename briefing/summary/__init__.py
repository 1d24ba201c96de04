"""Summaries by extractive rules: weighted features, word for word, every choice explained."""

from briefing.summary.extraction import summarise, summarise_story
from briefing.summary.rules import SummaryRules, load_summary_rules

__all__ = ["SummaryRules", "load_summary_rules", "summarise", "summarise_story"]
