"""What the examples of the pages cannot show of the checks of questions and answers: severities, limits, files, languages."""

from pathlib import Path

import pytest
from conftest import Project, indented

from deckgen.checks.run import run_checks
from deckgen.cli.project import compile_project


def found(project: Project, level: str, deck: str = "{id: test-deck, name: Test}") -> list[str]:
    """Return what is found in a level's content, as `line severity check`; its first line is line 1."""
    head = f"deck: {deck}\nlevels:\n  one:\n    name: One\n"
    project.write(head + indented(level))
    result = compile_project(Path("cards.yaml"))
    assert result.deck is not None
    return [f"{d.position.line - 4} {d.severity} {d.check}" for d in run_checks(result.deck, {}) if d.position]


def test_the_whole_answer_in_a_front_is_an_error_and_its_kin_a_warning(project: Project) -> None:
    """Only what cannot be meant stops a build; a vignette never does."""
    level = """
    cards:
      - question: Which lipase is hormone-sensitive?
        answer: Hormone-sensitive lipase
      - question: Which hormone stimulates the thyroid?
        answer: Thyroid-stimulating hormone
      - question: A man on amiodarone has become tired and cold. Which drug is the cause?
        answer: Amiodarone
        kind: vignette
    """
    assert found(project, level) == ["2 error answer-leak", "4 warning answer-leak", "6 warning answer-leak"]


@pytest.mark.parametrize("answer", [";", ".;", "+; −", "¿, ¡", "–\\n+"])
def test_answers_of_signs_are_read_as_any(answer: str, project: Project) -> None:
    """An answer may hold no word, and no point of a list; of signs nothing is said but what is said of words."""
    level = f"""
    cards:
      - question: Which signs end what a programmer says?
        answer: "{answer}"
    """
    assert {line.split()[-1] for line in found(project, level)} <= {"list-unnumbered"}


def test_advice_around_a_quotation_is_shown(project: Project) -> None:
    """What stands in quotation marks is not read, and the words around it are named all the same."""
    level = """
    cards:
      - question: How is a thrombosis prevented?
        answer: You can take "Xarelto" 5 mg daily for that.
        source: article L9
    """
    project.write(
        "deck: {id: test-deck, name: Test}\nsources: {article: {title: A}}\nlevels:\n  one:\n    name: One\n" + indented(level)
    )
    result = compile_project(Path("cards.yaml"))
    assert result.deck is not None
    messages = [d.message for d in run_checks(result.deck, {}) if d.check == "advice-or-dose"]
    assert messages == ['"you can take … 5 mg" tells the reader what to take']


def test_long_answers_and_long_lists_become_errors(project: Project) -> None:
    """The second limit of each is an error, and a list is one only where it is certain to be wanted."""
    words = " ".join(["word"] * 31)
    level = f"""
    cards:
      - question: Which long answer has thirty-one words?
        answer: {words}
      - question: Which 8 bones make up the carpus?
        answer: Scaphoid, lunate, triquetrum, pisiform, trapezium, trapezoid, capitate and hamate
        kind: list
      - question: How does the carpus come about?
        answer: By scaphoid, lunate, triquetrum, pisiform, trapezium, trapezoid, capitate and hamate
    """
    assert found(project, level) == [
        "3 error answer-too-long",
        "5 error list-too-long",
        "8 warning list-too-long",
        "8 warning multi-fact-answer",
    ]


def test_limits_are_the_decks(project: Project) -> None:
    """A deck may ask for shorter answers, shorter lists and more context than most."""
    project.write(
        """deck: {id: test-deck, name: Test}
check: {limits: {answer-words: 3, list-items: 2, context-words: 6, similarity-percent: 40}}
levels:
  one:
    name: One
    cards:
      - question: Which organ secretes insulin?
        answer: The pancreas, behind the stomach
      - question: Which 3 bones bear the ear's name of ossicle?
        answer: Malleus, incus, stapes
        kind: list
      - question: Which gland lies in the sella turcica?
        answer: Pituitary
      - question: Which endocrine gland lies within the sella?
        answer: Pituitary
"""
    )
    deck = compile_project(Path("cards.yaml")).deck
    assert deck is not None
    assert [f"{d.position.line} {d.check}" for d in run_checks(deck, {}) if d.position] == [
        "7 too-little-context",
        "8 answer-too-long",
        "10 list-too-long",
        "14 near-duplicate",
    ]


def test_duplicates_are_found_across_files_and_name_the_other_file(project: Project) -> None:
    """The same front in another file is named with its file; the same front with the same answer is a mere repetition."""
    project.write("deck: {id: test-deck, name: Test}\ninclude: [a.yaml, b.yaml]\n")
    card = "levels:\n  {0}:\n    name: {0}\n    cards:\n      - question: Which gland lies in the sella turcica?\n        answer: {1}\n"
    project.write(card.format("one", "Pituitary"), "a.yaml")
    project.write(card.format("two", "Hypophysis"), "b.yaml")
    deck = compile_project(Path("cards.yaml")).deck
    assert deck is not None
    assert [d.message for d in run_checks(deck, {})] == [
        '"Which gland lies in the sella turcica?" is asked at line 5 of a.yaml too, with another answer'
    ]
    project.write(card.format("two", "The pituitary"), "b.yaml")
    deck = compile_project(Path("cards.yaml")).deck
    assert deck is not None
    assert [(d.check, d.message) for d in run_checks(deck, {})] == [
        (
            "near-duplicate",
            '"Which gland lies in the sella turcica?" is asked at line 5 of a.yaml already, with the same answer',
        )
    ]


def test_a_picture_tells_fronts_apart(project: Project) -> None:
    """Two questions with the same words and different pictures are two questions, and refer to what is to be seen."""
    (project.folder / "a.png").write_bytes(b"a")
    (project.folder / "b.png").write_bytes(b"b")
    level = """
    cards:
      - question: Which organ is this? ![first](a.png)
        answer: Liver
      - question: Which organ is this? ![second](b.png)
        answer: Spleen
    """
    assert found(project, level) == []


def test_english_words_are_looked_for_in_english_alone(project: Project) -> None:
    """A deck in another language hears nothing of stems and words, and all of lengths and repetitions."""
    level = """
    cards:
      - question: Was?
        answer: Describe, explain
      - question: Nerv
        answer: never always
      - question: Welche Muskeln heben den Arm?
        answer: Deltoideus, Supraspinatus, Trapezius
      - question: Welche Muskeln heben den Arm?
        answer: Serratus
    """
    assert found(project, level, "{id: test-deck, name: Test, language: de}") == [
        "7 warning multi-fact-answer",
        "8 error duplicate-front",
    ]


def test_other_names_of_a_term_count_for_pairs(project: Project) -> None:
    """A declared pair is found under every name that the glossary has for its terms, and told apart under each."""
    text = """deck: {id: test-deck, name: Test}
check: {confusables: [[ADH, aldosterone]]}
levels:
  one:
    name: One
    glossary:
      - term: Vasopressin
        also: [ADH]
        definition: Posterior-pituitary peptide that retains water.
      - term: Aldosterone
        definition: Steroid of the zona glomerulosa that retains sodium.
"""
    apart = '    cards:\n      - cloze: "Vasopressin retains {{c1::water}}, whereas aldosterone retains {{c1::sodium}}."\n'
    for contrast, expected in (("", ["10 confusable-uncontrasted"]), (apart, [])):
        project.write(text + contrast)
        deck = compile_project(Path("cards.yaml")).deck
        assert deck is not None
        assert [f"{d.position.line} {d.check}" for d in run_checks(deck, {}) if d.position] == expected


def test_the_title_of_a_mechanism_names_one_of_a_pair(project: Project) -> None:
    """A title is a line of its own, and the second of a declared pair is found at the card that names it first."""
    level = """
    mechanisms:
      - id: filling
        title: Events of diastole
        steps: [The ventricle relaxes, The mitral valve opens, The atrium contracts]
    cards:
      - question: In which part of systole is aortic pressure at its highest?
        answer: Late ejection
    """
    deck = "{id: test-deck, name: Test}\ncheck: {confusables: [[systole, diastole]]}"
    assert found(project, level, deck) == ["7 warning confusable-uncontrasted"]
