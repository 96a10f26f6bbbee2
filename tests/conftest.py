"""What holds for every test: no screen, nobody's own settings, the same examples each time."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from app.decoding import Decoder

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("house", derandomize=True, deadline=None, database=None)
settings.load_profile("house")


@pytest.fixture(scope="session")
def decoder() -> Iterator[Decoder]:
    """One decoder for all tests that hand one over."""
    made = Decoder()
    yield made
    made.stop()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the house rules come first: they tell at once what else would fail obscurely."""
    items.sort(key=lambda item: item.path.name != "test_house.py")
