"""genanki, imported without asyncio, whose import takes longer than genanki's own.

Only cached_property, on which genanki stands, asks for it: to tell coroutines from other functions. `inspect` tells as well.
"""

import inspect
import sys
from importlib import import_module
from types import ModuleType
from typing import Any


def _import_genanki() -> Any:
    if "asyncio" in sys.modules:
        return import_module("genanki")
    stand_in = ModuleType("asyncio")
    vars(stand_in)["iscoroutinefunction"] = inspect.iscoroutinefunction
    sys.modules["asyncio"] = stand_in
    try:
        return import_module("genanki")
    finally:
        del sys.modules["asyncio"]


genanki = _import_genanki()
