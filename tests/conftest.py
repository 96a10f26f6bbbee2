"""What holds for every test: no screen, nobody's own settings, the same examples each time."""

import os

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("house", derandomize=True, deadline=None, database=None)
settings.load_profile("house")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the house rules come first: they tell at once what else would fail obscurely."""
    items.sort(key=lambda item: item.path.name != "test_house.py")
