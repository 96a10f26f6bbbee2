"""Asks a time-stamp authority over HTTP (RFC 3161, 3.4): bytes in, bytes out."""

import http.client
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from app.errors import BadInput, Unreachable

LARGEST = 1024 * 1024  # bytes of an answer
TIMEOUT_S = 20.0


def ask(url: str, request: bytes, timeout_s: float = TIMEOUT_S) -> bytes:
    """Send a request (DER TimeStampReq) and return the answer (DER TimeStampResp).

    Raises:
        BadInput: the address is no http or https address.
        Unreachable: no connection, no answer in time, or an answer that is none.
    """
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise BadInput(
            f"时间戳机构的地址“{url}”不是 http 或 https 地址；请由局机关改正设置。",
            f"{url} is no http or https address of a time-stamp authority; the bureau corrects it.",
        )
    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    try:
        with urllib.request.urlopen(
            urllib.request.Request(url, request, headers), timeout=timeout_s
        ) as answer:
            kind = answer.headers.get_content_type()
            data: bytes = answer.read(LARGEST + 1)
    except urllib.error.HTTPError as error:
        error.close()
        raise _unreachable(f"返回 {error.code}", f"answers {error.code}") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _unreachable("无法连接或未及时答复", "cannot be reached or does not answer in time") from error
    if kind != "application/timestamp-reply" or not 0 < len(data) <= LARGEST:
        raise _unreachable("的答复不是时间戳", "gives an answer that is no time-stamp")
    return data


def _unreachable(zh: str, en: str) -> Unreachable:
    return Unreachable(
        f"时间戳机构{zh}；文书保持原样，请检查网络后重试。",
        f"The time-stamp authority {en}; the document stays as it is. Check the network and try again.",
    )
