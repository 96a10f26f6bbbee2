"""The few requests of S3 that a hub needs, signed by AWS Signature Version 4, paths before host names.

Beside what every library of object storage does, these make a bucket whose objects can be locked, lock an
object until a day, and remove an object with all its older versions: that is what evidence asks of a store.
"""

import hashlib
import hmac
import http.client
import time
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, urlsplit

from lxml import etree

from app.errors import BadInput, StorageFault
from sync.idle import Idle
from sync.tls import public_context

TRIES = 5  # of a request that the store was too busy for
STILL_S = 30.0  # how long nothing may move
BUSY = frozenset({500, 502, 503, 504})
NOW = "x-amz-date"


class Answer(NamedTuple):
    status: int
    body: bytes
    headers: Mapping[str, str]  # lower-case names


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where a bucket is, and who asks there."""

    endpoint: str  # "https://host:port"
    name: str
    key: str
    secret: str = field(repr=False)
    region: str = "us-east-1"
    prefix: str = ""  # of every object's name, "" or ending in "/"
    retention_days: int = 0  # 0: objects are not locked


def read_address(address: str, variables: Mapping[str, str]) -> Bucket:
    """Read `s3://bucket/prefix?endpoint=https://…&region=…&retention_days=…`.

    Key and secret are AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY of `variables`: an address is seen by
    whoever lists processes.

    Raises:
        BadInput: another address, or no key.
    """
    try:
        parts = urlsplit(address)
        asked = dict(parse_qsl(parts.query, strict_parsing=True)) if parts.query else {}
        days = int(asked.pop("retention_days", "0"))
        endpoint = urlsplit(asked.pop("endpoint", "https://s3.amazonaws.com"))
        region = asked.pop("region", "us-east-1")
        holds = endpoint.scheme in ("http", "https") and bool(endpoint.hostname) and days >= 0
        holds = holds and endpoint.port != 0
    except ValueError as error:
        raise _no_address(address) from error
    if not holds or asked or parts.scheme != "s3" or not parts.netloc or endpoint.path.strip("/"):
        raise _no_address(address)
    key, secret = variables.get("AWS_ACCESS_KEY_ID", ""), variables.get("AWS_SECRET_ACCESS_KEY", "")
    if not (key and secret):
        raise BadInput(
            "缺少对象存储的密钥；请设置环境变量 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY。",
            "The object store's key is missing; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
        )
    prefix = parts.path.strip("/") + "/" if parts.path.strip("/") else ""
    place = f"{endpoint.scheme}://{endpoint.netloc}"
    return Bucket(place, parts.netloc, key, secret, region, prefix, days)


class S3:
    """Requests to one bucket. Safe to use from several threads; connections are kept open."""

    def __init__(self, bucket: Bucket, pause: Callable[[float], None] = time.sleep, page: int = 1000) -> None:
        self._bucket = bucket
        self._page = str(page)  # names in one answer
        self._pause = pause
        self._idle = Idle(self._connection)

    def ask(
        self,
        method: str,
        name: str = "",
        body: bytes = b"",
        *,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        expect: Sequence[int] = (200,),
    ) -> Answer:
        """Ask about an object, or with "" about the bucket; a busy store is asked again.

        Raises:
            StorageFault: no answer, or none with a status of `expect`.
        """
        path = f"/{self._bucket.name}" + (f"/{self._bucket.prefix}{name}" if name else "")
        for again in range(TRIES):
            try:
                answer = self._exchange(method, path, dict(query or {}), dict(headers or {}), body)
            except (OSError, http.client.HTTPException) as error:
                if again == TRIES - 1:
                    raise _refuses(f"{method}: {type(error).__name__}") from error
            else:
                if answer.status in expect:
                    return answer
                if answer.status not in BUSY:
                    raise _refuses(f"{method} {answer.status} {_code(answer.body)}")
            self._pause(0.05 * 4**again)
        raise _refuses(f"{method}: busy")

    def close(self) -> None:
        """Close the connections that stand idle."""
        self._idle.close()

    def source(self, name: str) -> str:
        """Return an object as the source of a copy."""
        return quote(f"/{self._bucket.name}/{self._bucket.prefix}{name}")

    def names(self, prefix: str) -> Iterator[tuple[str, int]]:
        """Yield (name, size) of the objects whose names begin so, in order."""
        query = {"list-type": "2", "max-keys": self._page, "prefix": self._bucket.prefix + prefix}
        while True:
            page = _xml(self.ask("GET", query=query).body)
            for item in page.iterfind("{*}Contents"):
                name = item.findtext("{*}Key", "").removeprefix(self._bucket.prefix)
                yield name, int(item.findtext("{*}Size", "0"))
            following = page.findtext("{*}NextContinuationToken", "")
            if not following:
                return
            query["continuation-token"] = following

    def versions(self, prefix: str) -> Iterator[tuple[str, str]]:
        """Yield (name, version) of all versions and marks of deletion of the objects whose names begin so."""
        query = {"versions": "", "max-keys": self._page, "prefix": self._bucket.prefix + prefix}
        while True:
            page = _xml(self.ask("GET", query=query).body)
            for item in page.iterfind("{*}*"):
                version = item.findtext("{*}VersionId", "")
                if version:
                    yield item.findtext("{*}Key", "").removeprefix(self._bucket.prefix), version
            if page.findtext("{*}IsTruncated", "") != "true":
                return
            query["key-marker"] = page.findtext("{*}NextKeyMarker", "")
            query["version-id-marker"] = page.findtext("{*}NextVersionIdMarker", "")

    def _exchange(
        self, method: str, path: str, query: dict[str, str], headers: dict[str, str], body: bytes
    ) -> Answer:
        connection = self._idle.take()
        try:
            target = quote(path) + (f"?{_query(query)}" if query else "")
            connection.request(method, target, body, self._signed(method, path, query, headers, body))
            with connection.getresponse() as got:
                found = Answer(got.status, got.read(), {k.lower(): v for k, v in got.getheaders()})
        except BaseException:
            connection.close()
            raise
        self._idle.give_back(connection)
        return found

    def _connection(self) -> http.client.HTTPConnection:
        place = urlsplit(self._bucket.endpoint)
        if place.scheme == "http":
            return http.client.HTTPConnection(place.netloc, timeout=STILL_S)
        return http.client.HTTPSConnection(place.netloc, timeout=STILL_S, context=public_context())

    def _signed(
        self, method: str, path: str, query: dict[str, str], headers: dict[str, str], body: bytes
    ) -> dict[str, str]:
        """Return headers with the signature (AWS General Reference, Signature Version 4)."""
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        content = hashlib.sha256(body)
        headers |= {"host": urlsplit(self._bucket.endpoint).netloc, NOW: moment}
        headers["x-amz-content-sha256"] = content.hexdigest()
        if method == "PUT":
            headers["x-amz-checksum-sha256"] = b64encode(content.digest()).decode()
        names = ";".join(sorted(headers))
        lines = "".join(f"{name}:{headers[name].strip()}\n" for name in sorted(headers))
        request = "\n".join((method, quote(path), _query(query), lines, names, content.hexdigest()))
        scope = f"{moment[:8]}/{self._bucket.region}/s3/aws4_request"
        digest = hashlib.sha256(request.encode()).hexdigest()
        key = f"AWS4{self._bucket.secret}".encode()
        for word in scope.split("/"):
            key = _mac(key, word)
        signature = _mac(key, f"AWS4-HMAC-SHA256\n{moment}\n{scope}\n{digest}").hex()
        stated = f"Credential={self._bucket.key}/{scope}, SignedHeaders={names}, Signature={signature}"
        return {**headers, "Authorization": f"AWS4-HMAC-SHA256 {stated}"}


def _mac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def _query(query: Mapping[str, str]) -> str:
    return "&".join(f"{quote(name, '')}={quote(query[name], '')}" for name in sorted(query))


def _xml(body: bytes) -> etree._Element:
    """Read an answer's list. Raises StorageFault."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        return etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _refuses("XML") from error


def _code(body: bytes) -> str:
    """Return what an answer names its error, "" if it names none."""
    if not body.lstrip().startswith(b"<"):
        return ""
    try:
        return _xml(body).findtext("Code", "")[:60]
    except StorageFault:
        return ""


def _no_address(address: str) -> BadInput:
    shown = address.partition("?")[0][:80]
    return BadInput(
        f"“{shown}”不是对象存储的地址；应为 s3://桶?endpoint=https://主机:端口[&region=…][&retention_days=…]。",
        f"{shown} is no address of an object store; s3://bucket?endpoint=https://host:port is one.",
    )


def _refuses(why: str) -> StorageFault:
    return StorageFault(
        f"中心的对象存储不可用（{why}）；没有记下回执，请管理员检查对象存储后重试。",
        f"The hub's object store refuses ({why}); no receipt was given. Check the store and try again.",
    )
