"""Tests against the real Anki engine: packages are built, imported and studied, and nothing is simulated."""

import pytest

for _name in ("author", "collection", "study"):
    pytest.register_assert_rewrite(f"{__name__}.{_name}")
