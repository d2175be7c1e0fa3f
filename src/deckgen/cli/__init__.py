"""The command line: arguments in, exit code out. The only place with Click, a clock and an environment."""

import os
import sys


def program() -> None:
    """Run as a program of its own: as `main`, and leave without giving the memory of a large deck back piece by piece.

    Nothing is imported before, so that Ctrl-C is answered in the same words from the first moment on.
    """
    try:
        try:
            from deckgen.package.interrupts import listen

            listen()
            from deckgen.cli.main import main

            main()
        except SystemExit as done:
            _leave(done.code if isinstance(done.code, int) else 0)
    except KeyboardInterrupt:
        import signal

        signal.signal(signal.SIGINT, signal.SIG_IGN)
        from deckgen.cli.main import interrupted

        _leave(interrupted(sys.argv[1:]))


def _leave(code: int) -> None:
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        pass  # nobody reads them any more
    os._exit(code)
