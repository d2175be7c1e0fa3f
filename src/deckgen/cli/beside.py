"""A second processor for work that only says yes or no."""

import os
import sys
from collections.abc import Callable


def beside(work: Callable[[], bool]) -> Callable[[], bool]:
    """Start work in a copy of this process, and return the function that waits for its answer.

    Where there is no second processor, or the system cannot copy processes, or the copy comes to grief, the work is done here
    when its answer is asked for.
    """
    if not sys.platform.startswith("linux") or (os.cpu_count() or 1) < 2:
        return work
    copy = os.fork()
    if copy == 0:
        try:
            os._exit(0 if work() else 1)
        except BaseException:
            os._exit(2)  # whatever it was, it will show again in the process that reports it

    def answer() -> bool:
        code = os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1])
        return code == 0 if code in (0, 1) else work()

    return answer
