"""The version that learners have: the ledger beside the source, another ledger, one of a revision of git, or a package."""

from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from deckgen.cli.project import compile_project, ledger_path
from deckgen.cli.revision import file_at, folder_at
from deckgen.compiler.ledger_text import parse_ledger
from deckgen.compiler.pipeline import Compilation, LedgerFile
from deckgen.types.deck import Deck
from deckgen.types.diagnostic import Diagnostic
from deckgen.types.error import DeckgenError
from deckgen.types.ledger import Ledger

_HINT = "name a ledger (cards.lock), a package (.apkg), or a revision as git:REV"


@dataclass(frozen=True, slots=True)
class Former:
    """A published version: what it held; its package, or the deck from which that is made, where one of them is known."""

    ledger: Ledger = field(default_factory=Ledger)
    package: Path | None = None
    deck: Deck | None = None
    found: tuple[Diagnostic, ...] = ()


def former_version(against: str, source: Path, stack: ExitStack) -> Former:
    """Return the version that `--against` names; `stack` holds what must stay until its deck has been packed."""
    if against.startswith("git:"):
        return _at_revision(against.removeprefix("git:"), source, stack)
    path = Path(against)
    if path.suffix == ".apkg":
        from deckgen.package.read import read_package
        from deckgen.plan.packed import ledger_of_package

        return Former(ledger_of_package(read_package(path), str(path)), package=path)
    text = "" if path.is_dir() else _text(path)
    if not any(line.startswith("deckgen ledger ") for line in text.splitlines()[:2]):
        raise DeckgenError(f"{path} is no ledger and no package", hint=_HINT, path=str(path))
    return _of_ledger(text, str(path))


def _of_ledger(text: str, path: str) -> Former:
    ledger, found = parse_ledger(text, path, "")
    return Former(ledger, found=tuple(found))


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8", "replace")
    except FileNotFoundError:
        raise DeckgenError(f"there is no file {path}", hint=_HINT, path=str(path), check="missing-file") from None
    except OSError as fault:
        raise DeckgenError(f"{path} cannot be read: {fault.strerror}", path=str(path)) from None


def _at_revision(revision: str, source: Path, stack: ExitStack) -> Former:
    """Return the version of a revision; its deck too, where source and ledger of the revision belong together."""
    if not revision or revision.startswith("-"):
        raise DeckgenError(f'"git:{revision}" names no revision', hint="write git:HEAD, git:v1.0.0 or git:COMMIT")
    ledger = ledger_path(source)
    text = file_at(revision, ledger)
    version = _of_ledger(text, f"git:{revision}:{ledger}")
    if version.found:
        return version
    folder = Path(stack.enter_context(TemporaryDirectory()))
    folder_at(revision, source.parent, folder)
    old = folder / source.name
    result = compile_project(old, ledger=LedgerFile(str(ledger), text)) if old.exists() else None
    if result is None or result.ledger is None or not _is_in_step(result):
        return version
    return Former(replace(result.ledger, looks=version.ledger.looks), deck=result.deck)


def _is_in_step(result: Compilation) -> bool:
    return not (result.tally.new or result.tally.updated or result.tally.retired)
