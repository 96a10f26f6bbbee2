"""What the tests of packs share: the tables that names are folded with."""

import pytest

from app.names.tables import Tables, load_tables


@pytest.fixture(scope="session")
def tables() -> Tables:
    return load_tables()
