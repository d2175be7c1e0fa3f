"""The project as it was at a revision of git."""

import subprocess
import tarfile
from io import BytesIO
from pathlib import Path

from deckgen.types.error import DeckgenError


def file_at(revision: str, path: Path) -> str:
    """Return the text of a file at a revision. Raises DeckgenError where git, the revision or the file is missing."""
    where = path.resolve()
    return _git(where.parent, f"{path} at {revision}", "show", f"{revision}:./{where.name}").decode("utf-8", "replace")


def folder_at(revision: str, path: Path, target: Path) -> None:
    """Unpack a folder as it was at a revision into another. Raises DeckgenError where it cannot be had."""
    tree = _git(path.resolve(), f"{path} at {revision}", "archive", "--format=tar", revision, ".")
    with tarfile.open(fileobj=BytesIO(tree)) as archive:
        archive.extractall(target, filter="data")


def _git(folder: Path, what: str, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False)
    except FileNotFoundError:
        raise DeckgenError("git is not installed, or the folder is missing", hint="name a ledger or a package instead") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ").partition("\n")[0]
        hint = "name a revision in which the ledger was committed, such as git:HEAD or git:v1.0.0"
        raise DeckgenError(f"git cannot give {what}: {said}", hint=hint, path=what.partition(" at ")[0])
    return done.stdout
