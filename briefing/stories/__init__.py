"""Articles to stories: near-duplicates first, then reports on the same event."""

from briefing.stories.grouping import group_stories
from briefing.stories.rules import StoryRules, load_story_rules

__all__ = ["StoryRules", "group_stories", "load_story_rules"]
