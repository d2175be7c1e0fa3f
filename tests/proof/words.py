"""Texts of a small world, many of them near to each other, none used for two things."""

from random import Random

from deckgen.compiler.expand import derived_key

WHO = ("hormone", "organ", "peptide", "receptor", "enzyme", "tissue", "transporter", "kinase", "neuron", "vitamin")
DOES = ("raises", "lowers", "releases", "binds", "blocks", "stores", "burns", "moves", "senses", "breaks down")
WHAT = ("glucose", "insulin", "glucagon", "fat", "glycogen", "amino acids", "ketones", "lactate", "leptin", "cortisol")
WHEN = ("after a meal", "at dawn", "in muscle", "in the liver", "under stress", "in the gut", "in sleep", "in the brain")
LIKE = ("slow", "early", "late", "mild", "steep", "deep", "brown", "white", "acute", "silent")
Slots = tuple[str, str, str, str]

SHAPES = {
    "question": "Which {0} {1} {2} {3}?",
    "reverse": "What is it that {1} {2} {3} as a {0}?",
    "term": "{4} {0} of {2}",
    "definition": "A {4} {0} that {1} {2} {3}",
    "title": "How a {0} {1} {2} {3}",
    "step": "The {0} {1} {2} {3}",
    "cloze": "The {{{{c1::{4} {0}}}}} {1} {{{{c2::{2}}}}} {3}.",
    "row": "{4} {0} {3}",
    "column": "{0} that {1} {2}",
    "heading": "{4} {0} kind",
    "cell": "{4} {0} that {1} {2}",
    "answer": "The {4} {0} {3}",
    "remark": "Seen {3}, when the {0} {1} {2}",
}


class Words:
    """Gives texts, each only once, and keeps whose they are."""

    def __init__(self) -> None:
        """Start with none given."""
        self._slots: dict[str, tuple[str, ...]] = {}
        self._keys: set[str] = set()
        self._ids = 0
        self.whose: dict[str, set[int]] = {}

    def fresh(self, shape: str, chance: Random) -> str:
        """Return a text that was never given before."""
        return self._give(shape, chance, lambda: self._any(chance))

    def near(self, text: str, shape: str, chance: Random) -> str:
        """Return a text that differs from a given one in a word."""
        slots = self._slots[text]

        def changed() -> tuple[str, ...]:
            place = chance.randrange(len(slots))
            return (*slots[:place], self._any(chance)[place], *slots[place + 1 :])

        return self._give(shape, chance, changed)

    def __contains__(self, text: str) -> bool:
        """Tell whether a text was given as it is; clozes change afterwards."""
        return text in self._slots

    def new_id(self, chance: Random) -> str:
        """Return an id that was never given before."""
        self._ids += 1
        return f"{chance.choice(WHO)}-{chance.choice(LIKE)}-{self._ids}"

    def belongs(self, text: str, who: int) -> None:
        """Note down that a text is one of somebody's."""
        self.whose.setdefault(text, set()).add(who)

    def _any(self, chance: Random) -> tuple[str, ...]:
        return tuple(chance.choice(words) for words in (WHO, DOES, WHAT, WHEN, LIKE))

    def _give(self, shape: str, chance: Random, slots) -> str:
        while True:
            chosen = slots()
            text = SHAPES[shape].format(*chosen)
            text = text[0].upper() + text[1:]
            key = derived_key(text)
            if text not in self._slots and (key not in self._keys or shape in ("answer", "remark")):
                break
        self._slots[text] = chosen
        self._keys.add(key)
        return text
