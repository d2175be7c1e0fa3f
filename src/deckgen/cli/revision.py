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
    """Write the files of a folder as they were at a revision into another. Raises DeckgenError where they cannot be had.

    Links are left out, and so is whatever would lie outside the target.
    """
    tree = _git(path.resolve(), f"{path} at {revision}", "archive", "--format=tar", revision, ".")
    root = target.resolve()
    with tarfile.open(fileobj=BytesIO(tree)) as archive:
        for member in archive:
            file, content = (root / member.name).resolve(), archive.extractfile(member) if member.isfile() else None
            if content is not None and file.is_relative_to(root):
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content.read())


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
