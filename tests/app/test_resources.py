"""Files that ship with the program are found, and a damaged installation says so."""

import pytest

from app.errors import StorageFault
from app.resources import resource


def test_a_folder_of_the_program_is_found() -> None:
    assert resource("law").name == "law"
    assert resource().is_dir()


def test_a_missing_file_is_named_in_both_languages() -> None:
    with pytest.raises(StorageFault) as caught:
        resource("law", "nowhere.toml")

    assert "resources/law/nowhere.toml" in caught.value.zh
    assert "resources/law/nowhere.toml" in caught.value.en
