"""`deckgen check`: what it shows, in every form, what it leaves out, and what it mends."""

import json
from pathlib import Path

import pytest
from conftest import HEAD, Project
from jsonschema import Draft4Validator

SCHEMA = Path(__file__).parents[1] / "schemas" / "sarif-schema-2.1.0.json"
LONG = "When a patient comes in, " + "and then, " * 10 + "what is it?"
"""28 words."""


def level(cards: str) -> str:
    """Return a source with the cards of one level; the first card is on line 6."""
    return f"{HEAD}levels:\n  one:\n    name: One\n    cards:\n{cards}"


def card(question: str, *keys: str) -> str:
    """Return the YAML of a card."""
    return f"      - question: {question}\n        answer: Asthma\n" + "".join(f"        {key}\n" for key in keys)


def test_a_report_for_people(project: Project) -> None:
    """Place, severity, check, message, the line, a caret and a hint; then the counts."""
    project.write(level(card(LONG)))
    outcome = project.run("check")
    line = f"      - question: {LONG}"
    shown = line[:111] if len(line) > 110 else line
    assert outcome.code == 0
    assert outcome.out == ""
    assert outcome.err.splitlines()[0] == "cards.yaml:6:19: warning[front-too-long]: this question has 28 words"
    assert outcome.err.splitlines()[1].startswith(f"  6 | {shown[:60]}")
    assert outcome.err.splitlines()[2:] == [
        "    |                   ^",
        "  hint: keep to 25 words; a case that needs its length is `kind: vignette`",
        "",
        "1 warning",
        "  1 front-too-long",
    ]


def test_a_clean_deck(project: Project) -> None:
    """There is nothing to mend in it."""
    project.write(level(card("Which disease narrows the airways in attacks?")))
    assert project.run("check") == (0, "", "1 note, 1 card: nothing to mend\n")


def test_json(project: Project) -> None:
    """The form of the contract."""
    project.write(level(card(LONG)))
    assert json.loads(project.run("check", "--format", "json").out) == {
        "diagnostics": [
            {
                "path": "cards.yaml",
                "line": 6,
                "column": 19,
                "severity": "warning",
                "check": "front-too-long",
                "message": "this question has 28 words",
                "hint": "keep to 25 words; a case that needs its length is `kind: vignette`",
            }
        ]
    }


def test_sarif_is_valid(project: Project) -> None:
    """The log keeps to the published schema, and says what, where and how grave."""
    project.write(level(card(LONG) + card("Which disease\u00a0narrows the airways in attacks, too?") + card("x" * 170 + " " + "b " * 41)))
    log = json.loads(project.run("check", "--format", "sarif").out)
    Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(log)
    (run,) = log["runs"]
    first = run["results"][0]
    assert (first["ruleId"], first["level"]) == ("front-too-long", "warning")
    assert run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == "front-too-long"
    assert first["locations"] == [
        {"physicalLocation": {"artifactLocation": {"uri": "cards.yaml"}, "region": {"startLine": 6, "startColumn": 19}}}
    ]
    assert [result["level"] for result in run["results"] if result["ruleId"] == "front-too-long"] == ["warning", "error"]


def test_sarif_of_faults_and_of_the_environment_is_valid(project: Project) -> None:
    """Also where nothing compiles, and with exit code 2 where there is no source."""
    project.write(f"{HEAD}levels: [\n")
    outcome = project.run("check", "--format", "sarif")
    Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(json.loads(outcome.out))
    assert outcome.code == 1
    missing = project.run("check", "nothing.yaml", "--format", "sarif")
    log = json.loads(missing.out)
    Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(log)
    (result,) = log["runs"][0]["results"]
    assert (missing.code, missing.err, result["ruleId"], result["level"]) == (2, "", "missing-file", "error")
    assert result["message"] == {"text": "there is no file nothing.yaml (`deckgen init` makes a first one)"}


def test_github_annotations(project: Project) -> None:
    """A workflow command a line; percent signs, colons and commas are escaped where they must be."""
    project.write(level(card("Which disease narrows the airways?", 'anwser: "50 %"')), "a,b:c.yaml")
    outcome = project.run("check", "a,b:c.yaml", "--format", "github")
    assert (outcome.code, outcome.err) == (1, "")
    assert outcome.out == (
        "::error file=a%2Cb%3Ac.yaml,line=8,col=9,title=unknown-key::"
        '"anwser" is not a key of a card (did you mean "answer"?)\n'
    )
    said = "::error file=nothing.yaml,title=missing-file::there is no file nothing.yaml (`deckgen init` makes a first one)\n"
    assert project.run("check", "nothing.yaml", "--format=github") == (2, said, "")
    project.write(level(card(LONG)), "a,b:c.yaml")
    assert project.run("check", "a,b:c.yaml", "--format", "github").out == (
        "::warning file=a%2Cb%3Ac.yaml,line=6,col=19,title=front-too-long::"
        "this question has 28 words (keep to 25 words; a case that needs its length is `kind: vignette`)\n"
    )


def test_select_and_ignore(project: Project) -> None:
    """Either narrows what is shown; a name that does not exist is refused with the nearest."""
    project.write(level(card(LONG)))
    assert "front-too-long" in project.run("check", "--select", "front-too-long").err
    assert project.run("check", "--select", "yes-no").err == "1 note, 1 card: nothing to mend\n"
    assert project.run("check", "--ignore", "front-too-long").err == "1 note, 1 card: nothing to mend\n"
    wrong = project.run("check", "--select", "front-to-long")
    assert wrong.code == 2
    assert 'did you mean "front-too-long"?' in wrong.err


@pytest.mark.parametrize(
    "names", [["a-term,front-too-long"], ["a-term, front-too-long,"], ["a-term", "front-too-long"], ["a-term,yes-no", "front-too-long"]]
)
def test_several_names_at_once(names: list[str], project: Project) -> None:
    """--select and --ignore take one name, several, or several with commas; each of them is known or refused."""
    project.write(level(card("Is it? " + LONG)))

    def run(option: str, first: str) -> list[str]:
        options = [part for name in names for part in (option, name.replace("a-term", first))]
        found = json.loads(project.run("check", "--format", "json", *options).out)["diagnostics"]
        return [d["message"] if d["check"] == "usage" else d["check"] for d in found]

    every = run("--ignore", "double-question")
    assert "front-too-long" not in every
    assert "double-question" not in every
    assert "front-too-long" in run("--select", "double-question")
    (refused,) = run("--select", "double-questoin")
    assert refused.endswith('there is no check "double-questoin"; did you mean "double-question"?')


@pytest.mark.parametrize("name", ["", ",", " "])
def test_no_name_at_all(name: str, project: Project) -> None:
    """An option without a name is refused, since it would choose everything or nothing."""
    project.write(level(card(LONG)))
    outcome = project.run("check", "--select", name)
    assert outcome.code == 2
    assert "there is no check" in outcome.err


def test_an_entry_is_excused(project: Project) -> None:
    """`ignore` on an entry silences one check there."""
    project.write(level(card(LONG, "ignore: front-too-long")))
    assert project.run("check").err == "1 note, 1 card: nothing to mend\n"


def test_an_excuse_that_excuses_nothing(project: Project) -> None:
    """It is reported, at its name; but not where that check was not run."""
    project.write(level(card("Which disease narrows the airways in attacks?", "ignore: [yes-no]")))
    found = json.loads(project.run("check", "--format", "json").out)["diagnostics"]
    assert [(d["line"], d["column"], d["check"], d["message"]) for d in found] == [
        (8, 18, "unused-ignore", '"yes-no" has nothing to excuse here')
    ]
    assert project.run("check", "--select", "front-too-long").err == "1 note, 1 card: nothing to mend\n"


def test_a_deck_chooses_severities_and_limits(project: Project) -> None:
    """`check:` in the source: one check off, another an error; a limit of its own."""
    project.write(level(card(LONG)) + "check: {severity: {front-too-long: off}}\n")
    assert project.run("check").err == "1 note, 1 card: nothing to mend\n"
    project.write(level(card(LONG)) + "check: {severity: {front-too-long: error}}\n")
    assert project.run("check").code == 1
    assert "error[front-too-long]" in project.run("build").err
    project.write(level(card(LONG)) + "check: {limits: {front-words: 30}}\n")
    assert project.run("check").err == "1 note, 1 card: nothing to mend\n"


def test_faults_of_the_check_section(project: Project) -> None:
    """Names, severities and numbers that do not fit are errors at their places."""
    text = level(card("Which disease narrows the airways?")) + (
        "check:\n"
        "  severity: {yes-know: off, yes-no: fatal}\n"
        "  limits: {front-word: 3, front-words: many}\n"
        "  confusables: [GIP]\n"
        "  colour: red\n"
    )
    assert project.faults(text) == [
        '9:14 unknown-check: there is no check "yes-know"',
        '9:37 bad-value: "fatal" is not a severity',
        '10:12 unknown-key: there is no limit "front-word"',
        '10:40 bad-value: "front-words" must be a whole number',
        "11:17 bad-value: a pair that is easily confused has two names",
        '12:3 unknown-key: "colour" is not a key of a check section',
    ]


@pytest.mark.parametrize("number", ["100001", "0" * 5000, "-1", "1.5", "²"])
def test_limits_are_numbers_of_a_few_digits(number: str, project: Project) -> None:
    """However many digits stand there, and whatever counts as one elsewhere."""
    text = level(card("Which disease narrows the airways?")) + f"check:\n  limits: {{front-words: {number}}}\n"
    assert project.faults(text) == ['9:25 bad-value: "front-words" must be a whole number']


def test_allowed_long_answers(project: Project) -> None:
    """`long_answers` names notes whose answers may be long; one that is not long is reported."""
    answer = "one word after another " * 6
    text = level(f"      - id: long\n        question: What does the whole of the old oath say?\n        answer: {answer}\n")
    project.write(text)
    assert "answer-too-long" in project.run("check").err
    project.write(text + "check: {long_answers: [long, short]}\n")
    assert project.run("check").err.splitlines()[0] == (
        'cards.yaml:9:30: warning[unused-ignore]: "short" is no note with a long answer'
    )


def test_build_refuses_errors_of_checks_and_nothing_less(project: Project) -> None:
    """An error writes nothing; a warning stops nobody, and is left to `check`."""
    project.write(level(card("b " * 41)))
    before = project.files()
    outcome = project.run("build")
    assert outcome.code == 1
    assert "error[front-too-long]" in outcome.err
    assert project.files() == before
    project.write(level(card(LONG)))
    assert "front-too-long" not in project.build().err


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_fix_touches_only_the_characters_concerned(end: str, project: Project) -> None:
    """Comments, layout, line ends and a byte order mark stay; the rest is reported as before."""
    text = (
        "\ufeff# cards   of mine\n" + HEAD + "levels:\n  two:   # kept\n    name: Two\n    cards:\n"
        "      - question:   Which disease\u00a0narrows the\u200b airways in attacks?   # kept too\n"
        "        answer: 'Asthma'\n"
        "      - {question: Which cells does HIV\u2011 destroy\u00a0in the blood?, answer: \"CD4\u2011positive T cells\"}\n"
    ).replace("\n", end)
    path = project.write(text)
    outcome = project.run("check", "--fix")
    assert outcome.code == 0
    assert outcome.err.startswith("mended cards.yaml: 5 places\n")
    expected = text.replace("\u00a0", " ").replace("\u200b", "").replace("\u2011", "-")
    assert path.read_bytes().decode() == expected
    assert project.run("check", "--fix").err == "2 notes, 2 cards: nothing to mend\n"
    assert path.read_bytes().decode() == expected


def test_fix_reaches_included_files_and_leaves_clean_ones(project: Project) -> None:
    """Each file is mended by itself; one without findings is not written."""
    project.write(f"{HEAD}include: parts/*.yaml\nlevels:\n  one: {{name: One}}\n")
    project.write("levels:\n  one:\n    cards:\n" + card("Which disease\u00a0narrows the airways in attacks?"), "parts/a.yaml")
    clean = project.write("levels:\n  one:\n    cards:\n" + card("Which disease ends in wheezing at night?"), "parts/b.yaml")
    before = clean.stat().st_mtime_ns
    outcome = project.run("check", "--fix")
    assert outcome.err.startswith("mended parts/a.yaml: 1 place\n")
    assert "disease narrows" in (project.folder / "parts/a.yaml").read_text(encoding="utf-8")
    assert clean.stat().st_mtime_ns == before


def test_fix_writes_nothing_where_the_source_has_errors(project: Project) -> None:
    """First the faults, then the mending; that nothing was mended is said."""
    path = project.write(level(card("Which disease\u00a0narrows?", "colour: red")))
    before = path.read_bytes()
    outcome = project.run("check", "--fix")
    assert (outcome.code, outcome.err.splitlines()[-1]) == (1, "nothing was mended: --fix works where the source compiles")
    assert path.read_bytes() == before


def test_faults_hide_no_findings(project: Project) -> None:
    """Where one entry does not compile, the checks look at the others: one run reports everything."""
    project.write(level(card("Which disease narrows the airways?", "anwser: x") + card(LONG) + card("b " * 41)))
    found = json.loads(project.run("check", "--format", "json").out)["diagnostics"]
    assert [(d["line"], d["check"], d["severity"]) for d in found] == [
        (8, "unknown-key", "error"),
        (9, "front-too-long", "warning"),
        (11, "front-too-long", "error"),
    ]
    refused = json.loads(project.run("build", "--format", "json").out)["diagnostics"]
    assert [(d["line"], d["check"]) for d in refused] == [(8, "unknown-key"), (11, "front-too-long")]
