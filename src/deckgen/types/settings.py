"""What a deck asks of the checks: severities, limits, pairs that are easily confused."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from deckgen.types.diagnostic import Severity
from deckgen.types.node import Document, Scalar


@dataclass(frozen=True, slots=True)
class Limits:
    """Every threshold of the checks. Words and characters are those that a learner sees; docs/checks says why each is what it is."""

    front_words: int = 25
    front_chars: int = 160
    front_words_error: int = 40
    answer_words: int = 15
    answer_chars: int = 110
    answer_words_error: int = 30
    list_items: int = 4
    list_items_error: int = 7
    leak_letters: int = 5
    context_words: int = 3
    cloze_context_words: int = 4
    similarity_percent: int = 85
    cloze_numbers: int = 3
    cloze_numbers_error: int = 5
    cloze_words: int = 6
    cloze_hidden_percent: int = 40
    steps_min: int = 3
    steps_max: int = 6
    number_digits: int = 2
    caveat_chars: int = 200
    table_columns: int = 3
    table_cell_chars: int = 60
    token_chars: int = 30
    tag_levels: int = 4


@dataclass(frozen=True, slots=True)
class Settings:
    """The `check:` section of a source.

    `severity` holds the severity of a check by its name, None where it is off; `confusables` are pairs of terms;
    `long_answers` are keys of notes whose answers may be long, each with its place in `document`.
    """

    severity: Mapping[str, Severity | None] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    confusables: tuple[tuple[str, str], ...] = ()
    long_answers: tuple[Scalar, ...] = ()
    document: Document | None = None
