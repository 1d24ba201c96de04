"""Names of people, companies, models and places, and their forms in Korean, English and Chinese.

glossary.py         CSV  -> Glossary   a curated list; the desk's own entries win
glosses.py          text -> Gloss      forms that an article gives itself: 샤오미(小米, Xiaomi)
transliteration.py  how alike a Hangul and a Latin spelling sound
mentions.py         text -> Mention    where the names stand
"""

from briefing.names.glossary import Glossary, load_glossary
from briefing.names.glosses import harvest_glosses
from briefing.names.mentions import find_names

__all__ = ["Glossary", "find_names", "harvest_glosses", "load_glossary"]
