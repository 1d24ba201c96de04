"""Level five: English sentences made by rule, for the constructions that the rules are sure of.

lexicon.py                  `seeds/lexicon/`: words, patterns, English forms
spans.py, people.py         names, figures, dates; persons by surname and title
vocabulary.py               words of the lexicon
reading.py                  morphemes -> Word      all known, or refused
atoms.py, compounds.py      words -> Noun          names with titles, measures, appositions
phrases.py                  의, 와, 등
tails.py, layers.py         endings -> tense, negation, modality, link
scopes.py, relatives.py     which parts a clause before a noun takes, and how it stands after it
predicates.py, clauses.py   who does what, in English order
joining.py                  clauses side by side
endings.py                  how a clause joins the sentence, by its verb's ending
parser.py                   reads a sentence from left to right
verbs.py, nouns.py, inflection.py, writing.py      English forms, figures and dates
engine.py                   the gate: figures and names, both ways
acts.py                     small certainties for key facts
"""

from briefing.bilingual.rules.engine import RuleEngine

__all__ = ["RuleEngine"]
