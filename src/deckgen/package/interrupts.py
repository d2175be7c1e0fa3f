"""Holds Ctrl-C back while files are written: it is heeded between them, or comes too late; it never tears one apart."""

import signal
import sys
from types import FrameType

_state = {"pressed": False, "late": False}


def listen() -> None:
    """Note a Ctrl-C too that comes within a callback of Python's own, which would show it and go on: `heed` raises it."""
    shown = sys.unraisablehook

    def hook(caught: "sys.UnraisableHookArgs") -> None:
        if isinstance(caught.exc_value, KeyboardInterrupt):
            _state["pressed"] = True
        else:
            shown(caught)

    sys.unraisablehook = hook


def hold() -> None:
    """Note Ctrl-C from here on instead of raising it anywhere: `heed` does, until `too_late`. Nothing needs to end this."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _note)


def heed() -> None:
    """Raise KeyboardInterrupt where Ctrl-C was pressed, and all files are as they were."""
    if _state["pressed"] and not _state["late"]:
        raise KeyboardInterrupt


def too_late() -> None:
    """Let the command end well whatever is pressed: files begin to take their places."""
    _state["late"] = True


def release() -> None:
    """Let Ctrl-C end the command again, also one that was pressed meanwhile: for a command that goes on after it has written."""
    if signal.getsignal(signal.SIGINT) is _note:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    pressed = _state["pressed"]
    _state.update(pressed=False, late=False)
    if pressed:
        raise KeyboardInterrupt


def _note(number: int, frame: FrameType | None) -> None:
    _state["pressed"] = True
