"""The same sources and the same ledger give the same bytes; and no build leaves anything half done."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import EPOCH, HEAD, Project

SOURCE = """\
deck: {id: heart, name: Heart, tags: [h, shared]}
sources:
  book: {title: Physiology, year: 2024}
levels:
  one:
    name: 1 Øne
    glossary:
      - term: Ödem
        definition: "Fluid in tissue: $\\\\Delta V$"
        also: [swelling, edema]
        tags: [b, a, topic::oedema]
        source: book p. 3
        image: img/æ.png
    mechanisms:
      - title: Cycle
        steps: [Fills, Contracts, Empties]
    cards:
      - {question: Which side?, answer: The left, reverse: yes}
  two:
    name: 2 Two
    cards:
      - cloze: "{{c2::β}} and {{c1::α}}"
"""
PACKAGES = ["build/heart-one.apkg", "build/heart-two.apkg", "build/heart-update.txt", "build/heart.apkg"]


def sources(folder: Path) -> Path:
    """Write the sources into a new folder."""
    (folder / "img").mkdir(parents=True)
    (folder / "cards.yaml").write_text(SOURCE, encoding="utf-8")
    (folder / "img" / "æ.png").write_bytes(b"picture")
    return folder


def build(folder: Path, *options: str, now: int, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", "from deckgen.cli.main import main; main()", "build", *options],
        cwd=folder, capture_output=True, text=True, check=False,
        env=os.environ | {"SOURCE_DATE_EPOCH": str(now)} | environment,
    )  # fmt: skip


def test_another_day_zone_seed_locale_and_folder_give_the_same_bytes(tmp_path: Path) -> None:
    """Every file of a project is the same where it is built from the same sources and ledger."""
    here, there = sources(tmp_path / "here"), tmp_path / "Über all" / "there"
    first = build(here, now=EPOCH, TZ="Asia/Tokyo", PYTHONHASHSEED="1", LC_ALL="C.UTF-8")
    assert first.returncode == 0, first.stderr
    sources(there)
    shutil.copy(here / "cards.lock", there)
    second = build(there, now=EPOCH + 86_400 * 40, TZ="America/New_York", PYTHONHASHSEED="2", LC_ALL="C")
    assert second.returncode == 0, second.stderr
    assert "notes: 0 new, 0 updated, 4 unchanged, 0 retired" in second.stderr
    for name in [*PACKAGES, "cards.lock"]:
        assert (here / name).read_bytes() == (there / name).read_bytes(), name


def test_a_source_elsewhere_gives_the_same_bytes(tmp_path: Path) -> None:
    """Building with paths gives what building in the folder gives."""
    here, there = sources(tmp_path / "here"), sources(tmp_path / "there")
    assert build(here, now=EPOCH).returncode == 0
    done = build(tmp_path, str(there / "cards.yaml"), "--out", str(there / "build"), now=EPOCH)
    assert done.returncode == 0, done.stderr
    for name in [*PACKAGES, "cards.lock"]:
        assert (here / name).read_bytes() == (there / name).read_bytes(), name


def test_a_rebuild_leaves_bytes_and_restores_a_lost_file(project: Project) -> None:
    """With nothing changed every file stays as it is, also a day later; one that was deleted comes back the same."""
    sources(project.folder / "x")
    project.patch.chdir(project.folder / "x")
    project.build()
    first = project.files()
    assert sorted(first) == sorted(f"x/{name}" for name in ["cards.lock", "cards.yaml", "img/æ.png", *PACKAGES])
    project.at(86_400)
    (project.folder / "x" / PACKAGES[0]).unlink()
    project.build()
    assert project.files() == first


def test_levels_can_be_built_alone(project: Project) -> None:
    """`--level` writes the package of that level with the bytes of a whole build, and nothing else."""
    (project.folder / "img").mkdir()
    (project.folder / "img" / "æ.png").write_bytes(b"picture")
    project.build(SOURCE)
    whole = (project.folder / PACKAGES[1]).read_bytes()
    project.build(None, "--level", "two", "--out", "alone")
    assert [(path.name, path.read_bytes() == whole) for path in (project.folder / "alone").iterdir()] == [
        ("heart-two.apkg", True)
    ]


CARD = HEAD + "levels:\n  one:\n    name: One\n    cards:\n      - question: Which organ?\n        answer: The pancreas\n"


def test_a_ledger_with_the_line_ends_of_windows(project: Project) -> None:
    """A ledger that git gave other line ends is the same: `--locked` passes, and a build leaves it alone until something changes."""
    project.build(CARD)
    ledger = project.folder / "cards.lock"
    written = ledger.read_bytes()
    ledger.write_bytes(written.replace(b"\n", b"\r\n"))
    before = project.files()
    project.at(100)
    project.build(None, "--locked")
    project.build()
    assert project.files() == before
    project.write(CARD.replace("pancreas", "pancreas gland"))
    assert project.run("build", "--locked").code == 1
    project.build()
    assert b"\r" not in ledger.read_bytes()


def test_locked_refuses_an_edit_and_writes_nothing(project: Project) -> None:
    """`--locked` passes where nothing changed, and refuses where the ledger would change or is missing."""
    project.write(CARD)
    refused = project.run("build", "--locked")
    assert (refused.code, refused.err) == (
        1,
        (
            "cards.lock: error[locked]: there is no ledger (1 new, 0 updated, 0 retired)\n"
            "  hint: run `deckgen build` without --locked and commit the ledger\n\n1 error\n"
        ),
    )
    assert list(project.files()) == ["cards.yaml"]
    project.build()
    project.at(1000)
    built = project.files()
    project.build(None, "--locked")
    assert project.files() == built
    project.write(CARD.replace("pancreas", "liver"))
    edited = project.files()
    refused = project.run("build", "--locked")
    assert refused.code == 1
    assert "the ledger does not match the source (0 new, 1 updated, 0 retired)" in refused.err
    assert project.files() == edited


def test_a_failing_build_leaves_the_last_one(project: Project) -> None:
    """Packages and ledger of the last good build stay as they are."""
    project.build(CARD)
    project.write(CARD.replace("pancreas", "liver").replace("answer", "anwser"))
    before = project.files()
    assert project.run("build").code == 1
    assert project.files() == before


def test_a_folder_that_cannot_be_written_is_named(project: Project) -> None:
    """Where `--out` is a file, the build says so, exits 2 and leaves the ledger unwritten."""
    project.write(CARD)
    project.write("", "taken")
    outcome = project.run("build", "--out", "taken/below")
    assert outcome.code == 2
    assert "taken" in outcome.err
    assert sorted(project.files()) == ["cards.yaml", "taken"]


LEDGER = """deckgen ledger 2
deck\ttest-deck\tTest\t1.0.0
note\twhich-organ\tAAAAAAAAAAAAAAAA\t00000000000000000000000000000000\t1764028800\tquestion\tone\t1.0.0\tlive\ttext\t\t\tWhich organ?\tThe pancreas\t1
"""


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("deckgen ledger 2", "deckgen ledger 9", 'cards.lock:1:1: error[ledger]: a ledger begins with "deckgen ledger 2"'),
        ("1764028800", "soon", "cards.lock:3:1: error[ledger]: this line is damaged"),
        ("\tlive\t", "\tdead\t", "cards.lock:3:1: error[ledger]: this line is damaged"),
        ("\tquestion\t", "\tpicture\t", "cards.lock:3:1: error[ledger]: this line is damaged"),
        ("\tThe pancreas", "", "cards.lock:3:1: error[ledger]: this line is damaged"),
        ("note\twhich", "<<<<<<< HEAD\nnote\twhich", "cards.lock:3:1: error[ledger]: an unresolved merge conflict"),
        ("deckgen ledger 2", "<<<<<<< HEAD\ndeckgen ledger 2", "cards.lock:1:1: error[ledger]: an unresolved merge conflict"),
        ("test-deck", "other-deck", 'cards.lock:2:1: error[ledger]: this is the ledger of the deck "other-deck", not of "test-deck"'),
        (LEDGER[LEDGER.index("note") :], 2 * LEDGER[LEDGER.index("note") :],
         'cards.lock:4:1: error[ledger]: the key "which-organ" stands on two lines'),
    ],
)  # fmt: skip
def test_a_damaged_ledger_is_an_error_at_its_line(old: str, new: str, fault: str, project: Project) -> None:
    """A ledger that cannot be read stops the build, and is left as it is."""
    project.write(CARD)
    project.write(LEDGER.replace(old, new), "cards.lock")
    before = project.files()
    outcome = project.run("build")
    assert outcome.code == 1
    assert outcome.err.split("\n")[0] == fault
    assert project.files() == before


def test_the_ledger_itself_is_sound(project: Project) -> None:
    """The ledger that the damages above are done to is read as it stands: the note is known and its guid kept."""
    project.write(LEDGER, "cards.lock")
    assert "notes: 0 new, 1 updated, 0 unchanged, 0 retired" in project.build(CARD).err
    assert "note\twhich-organ\tAAAAAAAAAAAAAAAA\t" in project.files()["cards.lock"].decode()
