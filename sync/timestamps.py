"""Asks a time-stamp authority over HTTP (RFC 3161, 3.4): bytes in, bytes out."""

import http.client
import time
import urllib.error
import urllib.request
from http.client import HTTPResponse
from urllib.parse import urlsplit

from app.errors import BadInput, Unreachable
from app.sharing import Progress, go_on
from sync.tls import public_context

LARGEST = 1024 * 1024  # bytes of an answer
CHUNK = 64 * 1024
TIMEOUT_S = 20.0


def check_address(url: str) -> None:
    """Refuse what is no address of a time-stamp authority.

    Raises:
        BadInput: no http or https address, no such port, or one with a password in it: it is published.
    """
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        secret = parts.username is not None
    except ValueError:  # of brackets and ports
        known, secret = None, False
    if not known or not url.isascii() or any(sign.isspace() for sign in url):
        raise BadInput(
            f"时间戳机构的地址“{url}”不是 http 或 https 地址；请由局机关改正设置。",
            f"“{url}” is no http or https address of a time-stamp authority; the bureau corrects it.",
        )
    if secret:
        raise BadInput(
            "时间戳机构的地址中不能带用户名和密码：地址随展会包公布；请使用不需要密码的地址。",
            "The authority's address must not hold a name or password, since it is published; use another.",
        )


def ask(url: str, request: bytes, timeout_s: float = TIMEOUT_S, progress: Progress = go_on) -> bytes:
    """Send a request (DER TimeStampReq) and return the answer (DER TimeStampResp).

    `progress` is asked before connecting and between parts of the answer whether to go on.

    Raises:
        BadInput: the address is none of an authority.
        Unreachable: no connection, no answer in time, an answer that is none, or it was stopped.
    """
    check_address(url)
    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    _go_on(progress)
    try:
        question = urllib.request.Request(url, request, headers)
        with urllib.request.urlopen(question, timeout=timeout_s, context=public_context()) as answer:
            kind = answer.headers.get_content_type()
            data = _read(answer, time.monotonic() + timeout_s, progress)
    except urllib.error.HTTPError as error:
        error.close()
        raise _unreachable(f"返回 {error.code}", f"answers {error.code}") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _unreachable("无法连接或未及时答复", "cannot be reached or does not answer in time") from error
    if kind != "application/timestamp-reply" or not 0 < len(data) <= LARGEST:
        raise _unreachable("的答复不是时间戳", "gives an answer that is no time-stamp")
    return data


def _read(answer: HTTPResponse, until: float, progress: Progress) -> bytes:
    """Read an answer, one byte more than the largest at most. Raises OSError: it drips on for too long."""
    data = bytearray()
    while len(data) <= LARGEST and (part := answer.read1(CHUNK)):
        data += part
        _go_on(progress)
        if time.monotonic() > until:
            raise TimeoutError
    return bytes(data)


def _go_on(progress: Progress) -> None:
    if not progress(0, 0):
        raise Unreachable(
            "已停止联系时间戳机构；一切保持原样。", "It was stopped; everything stays as it is."
        )


def _unreachable(zh: str, en: str) -> Unreachable:
    return Unreachable(
        f"时间戳机构{zh}；一切保持原样，请检查网络和机构地址后重试。",
        f"The time-stamp authority {en}; everything stays as it is. Check the network and its address, "
        "and try again.",
    )
