"""A second processor for work that only says yes or no."""

import os
import signal
import sys
from collections.abc import Callable

from deckgen.package.interrupts import heed


def beside(work: Callable[[], bool]) -> Callable[[], bool]:
    """Start work in a copy of this process, and return the function that waits for its answer.

    Where there is no second processor, or the system cannot copy processes, or the copy comes to grief, the work is done here
    when its answer is asked for.
    """
    if not sys.platform.startswith("linux") or (os.cpu_count() or 1) < 2:
        return work
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        copy = os.fork()
        if copy == 0:
            _answer(work)
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})

    def answer() -> bool:
        code = os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1])
        heed()
        return code == 0 if code in (0, 1) else work()

    return answer


def _answer(work: Callable[[], bool]) -> None:
    """Do the work in the copy, and end it with the answer; Ctrl-C ends it without a word: files and words are the other's."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        os._exit(0 if work() else 1)
    except BaseException:
        os._exit(2)  # whatever it was, it will show again in the process that reports it
