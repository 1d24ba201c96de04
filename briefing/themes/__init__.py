"""Files articles under editorial subjects by weighted terms; says which terms decided.

rules.py    themes.toml -> Theme       checked, with a clear error for every slip
scoring.py  Analysis    -> ThemeScore  terms, signs and combinations, best theme first
"""

from briefing.themes.rules import Rules, load_themes
from briefing.themes.scoring import score_themes

__all__ = ["Rules", "load_themes", "score_themes"]
