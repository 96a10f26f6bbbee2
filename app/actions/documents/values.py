"""The values of a document as they are kept: JSON, one canonical form to write, any old one to read."""

from collections.abc import Mapping

import msgspec

from app.errors import BadInput
from app.forms import Value

LARGEST = 64 * 1024 * 1024  # bytes


def read_values(data: bytes) -> Mapping[str, Value]:
    """Return the values of a document from the blob that holds them.

    Raises:
        BadInput: not such a blob.
    """
    try:
        if len(data) > LARGEST:
            raise msgspec.ValidationError("too large")
        return msgspec.json.decode(data, type=dict[str, str | tuple[tuple[str, ...], ...]])
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError, UnicodeDecodeError) as error:
        raise BadInput(
            "文书数据无法读取；请从其他设备同步该文书。",
            "The document's data cannot be read; sync it from another device.",
        ) from error
