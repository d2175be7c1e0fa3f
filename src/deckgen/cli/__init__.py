"""The command line: arguments in, exit code out. The only place with Click, a clock and an environment."""

from deckgen.cli.main import main, program

__all__ = ["main", "program"]
