"""A new device's first words with a hub: the card that its code vouches for, and then the question.

The first connection trusts nobody, and so nothing is said on it but the code's name; what comes back counts
only where the bureau sealed it with the code's secret. From then on the hub's own CA is pinned.
"""

import base64
import http.client
import ssl
import time
from collections.abc import Callable

from app.errors import NotAllowed, Unreachable
from app.log import Entry, Signer
from sync import wire
from sync.client import STILL_S, HubClient, read_refusal, split_address
from sync.frames import write_frame
from sync.invitation import Asking, Code, Offer, is_sealed
from sync.tls import hub_context

LARGEST_OFFER = 64 * 1024  # bytes


def fetch_card(code: Code, still_s: float = STILL_S) -> str:
    """Return the card (JSON) of the hub that a code is for.

    Raises:
        BadInput: an address that is none. NotFound, NotAllowed: a code unknown, expired or used.
        NotAllowed: this is not the bureau's hub. Unreachable: nobody answers.
    """
    host, port, authority = split_address(code.url)
    context = hub_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # what is learned here is proved by its seal
    connection = http.client.HTTPSConnection(host, port, timeout=still_s, context=context)
    try:
        connection.request("GET", f"{wire.INVITATIONS}/{code.name}", headers={"Host": authority})
        with connection.getresponse() as answer:
            data = answer.read(LARGEST_OFFER)
            kind = answer.headers.get_content_type()
    except (OSError, http.client.HTTPException) as error:
        raise Unreachable(
            f"无法连接中心 {code.url}；请检查网络和地址后重试。",
            f"The hub {code.url} cannot be reached; check network and address and try again.",
        ) from error
    finally:
        connection.close()
    if answer.status != 200 or kind != wire.JSON_TYPE:
        raise read_refusal(answer.status, kind, data, answer.headers.get("Retry-After", ""))
    offer = wire.read_json(data, Offer)
    if not is_sealed(code.secret, offer.card, offer.seal):
        raise NotAllowed(
            "该地址上的不是登记码所指的中心（密钥或证书不符）；没有发送任何内容，请更换网络并请主管重新生成登记码。",
            "That is not the hub that the code is for: its key or certificate differs. Nothing was sent.",
        )
    return offer.card


def ask_in(code: Code, ca: str, signer: Signer, opening: Entry, now: Callable[[], float] = time.time) -> None:
    """Ask the hub whose CA this is to be enrolled by a code; harmless to repeat.

    Raises:
        NotFound, NotAllowed: a code unknown, expired or used by another device. Unreachable.
    """
    client = HubClient(code.url, ca, signer, now=now)
    try:
        client.ask_in(Asking(code.secret.hex(), base64.b64encode(write_frame(opening)).decode()))
    finally:
        client.close()
