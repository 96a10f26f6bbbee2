"""The scripts of the offline page compute what standards demand, and read codes as the program does."""

import base64
import json
import shutil
import subprocess
import zlib
from collections.abc import Mapping
from functools import cache
from hashlib import sha256, sha384, sha512
from typing import Any

import cbor2
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from hypothesis import given, settings
from hypothesis import strategies as st

from app.proof import PREFIX, Proof, key_id, make_proof
from app.verifier import core_script
from tests.builders import a_key

NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="Node.js is not installed; the browser tests cover this")
HARNESS = """
(async () => {
  const input = JSON.parse(%s);
  const result = await (async () => { %s })();
  process.stdout.write(JSON.stringify(result === undefined ? null : result));
})();
"""
HEADLINES = """
  const all = [];
  for (const text of input.texts) all.push((await checkText(text, input.facts)).headline);
  return all;"""
STATED = Proof(
    "杭滨市监责改〔2026〕12号",
    "2026年11月24日",
    "浙江𬭸光<b>有限公司</b>",
    "测试局",
    ("33010012345", "33010012346"),
    "CF30-1-0012",
    "ab" * 32,
)
CODE = make_proof(STATED, a_key().key, a_key().sign)
ED25519 = (  # RFC 8032, 7.1: key, message, signature of the first three tests
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595b"
        "be24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb430"
        "2aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716e"
        "d28dc027beceea1ec40a",
    ),
)


@cache
def script() -> str:
    return core_script()


def in_node(body: str, data: object = None) -> Any:
    """Run statements behind the page's own script in Node.js and return what they do; `input` is `data`."""
    assert NODE is not None
    source = script() + HARNESS % (json.dumps(json.dumps(data)), body)
    command = [NODE, "--no-warnings", "-"]
    done = subprocess.run(command, input=source, capture_output=True, encoding="utf-8", timeout=60)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def facts_of(*, revoked: str = "", fates: Mapping[str, object] | None = None) -> dict[str, Any]:
    """What a page knows that lists one device."""
    key = a_key().key
    device = {"number": 1, "name": "1号机", "key": key.hex(), "key_id": key_id(key), "revoked": revoked}
    return {
        "devices": [device],
        "roots": [],
        "authorities": [],
        "revoked": {},
        "documents": fates or {},
        "forms": {},
        "exported": "2026-11-27",
    }


@needs_node
def test_own_digests_are_those_of_the_standard() -> None:
    messages = [bytes(i % 251 for i in range(n)) for n in (0, 1, 55, 56, 63, 64, 111, 112, 127, 128, 1000)]

    found = in_node(
        "return input.map((m) => [ownSha256, ownSha384, ownSha512].map((f) => toHex(f(fromHex(m)))));",
        [m.hex() for m in messages],
    )

    assert found == [[f(m).hexdigest() for f in (sha256, sha384, sha512)] for m in messages]


@needs_node
def test_own_ed25519_agrees_with_the_standard_and_refuses_every_flipped_bit() -> None:
    body = """
      return input.map(([key, message, signature]) => {
        const whole = [key, message, signature].map(fromHex);
        const flipped = [];
        for (const part of whole) for (let bit = 0; bit < 8 * part.length; bit += 7) {
          part[bit >> 3] ^= 1 << (bit & 7);
          flipped.push(ownEd25519(...whole));
          part[bit >> 3] ^= 1 << (bit & 7);
        }
        return [ownEd25519(...whole), flipped.some(Boolean)];
      });"""

    assert in_node(body, ED25519) == [[True, False]] * 3


@needs_node
def test_own_ecdsa_agrees_with_a_library() -> None:
    cases = []
    for curve, name in ((ec.SECP256R1(), "P-256"), (ec.SECP384R1(), "P-384")):
        for algorithm, hashing in ((hashes.SHA256(), "SHA-256"), (hashes.SHA384(), "SHA-384")):
            key = ec.generate_private_key(curve)
            numbers = key.public_key().public_numbers()
            size = curve.key_size // 8
            r, s = decode_dss_signature(key.sign(b"message", ec.ECDSA(algorithm)))
            point = b"\4" + numbers.x.to_bytes(size, "big") + numbers.y.to_bytes(size, "big")
            cases.append(
                (name, hashing, point.hex(), (r.to_bytes(size, "big") + s.to_bytes(size, "big")).hex())
            )
    body = """
      const message = toUtf8("message");
      const results = [];
      for (const [curve, hash, point, signature] of input) {
        const [key, bytes] = [fromHex(point), fromHex(signature)];
        const own = () => ownEcdsa(curve, key, OWN_DIGESTS[hash](message), bytes);
        const first = [own(), await verifyEcdsa(curve, hash, key, message, bytes)];
        bytes[9] ^= 1;
        results.push([...first, own(), await verifyEcdsa(curve, hash, key, message, bytes)]);
      }
      return results;"""

    assert in_node(body, cases) == [[True, True, False, False]] * 4


@needs_node
def test_inflate_takes_every_kind_of_block_and_no_more_than_allowed() -> None:
    texts = [b"", b"a", b"abc" * 5000, bytes(range(256)) * 40, zlib.compress(bytes(range(256)) * 40)]
    packed = [zlib.compress(t, level) for t in texts for level in (0, 1, 9)]
    fixed = zlib.compressobj(9, zlib.DEFLATED, 15, 8, zlib.Z_FIXED)
    packed.append(fixed.compress(texts[2]) + fixed.flush())
    body = "return input.map((t) => toHex(ownSha256(inflate(fromHex(t), 20000))));"
    bomb = zlib.compress(bytes(50_000_000)).hex()

    found = in_node(body, [p.hex() for p in packed])
    refused = in_node(f"try {{ {body} }} catch (error) {{ return error.key; }}", [bomb])

    assert found == [sha256(zlib.decompress(p)).hexdigest() for p in packed]
    assert refused == "too_large_inside"


@needs_node
def test_a_code_is_read_as_the_program_reads_it() -> None:
    wrapped = "\u200b" + "\n".join(CODE[i : i + 40] for i in range(0, len(CODE), 40)) + " \r\n"

    reports = in_node(
        "return Promise.all(input.texts.map((t) => checkText(t, input.facts)));",
        {"texts": [CODE, wrapped], "facts": facts_of()},
    )

    for report in reports:
        assert report["headline"] == "code_holds"
        assert report["statement"]["number"] == STATED.number
        assert report["statement"]["party"] == STATED.party
        assert report["statement"]["officers"] == list(STATED.officers)
        assert report["statement"]["digest"] == STATED.case_digest
        assert report["statement"]["device"] == "1号机"


@needs_node
def test_no_changed_code_passes() -> None:
    body = CODE.removeprefix(PREFIX)
    data = base64.b32decode(body + "=" * (-len(body) % 8))
    changed = []
    for bit in range(8 * len(data)):
        other = bytearray(data)
        other[bit // 8] ^= 1 << bit % 8
        changed.append(PREFIX + base64.b32encode(bytes(other)).decode().rstrip("="))
    tagged = cbor2.loads(data)
    protected, _, payload, signature = tagged.value
    smuggled = cbor2.dumps(cbor2.CBORTag(18, [protected, {99: "more"}, payload, signature]))
    changed += [PREFIX + base64.b32encode(smuggled).decode().rstrip("="), CODE[:-1], CODE + "A", PREFIX]

    headlines = in_node(
        HEADLINES,
        {"texts": changed, "facts": facts_of()},
    )

    assert set(headlines) == {"tampered", "foreign", "nothing"}


@needs_node
@settings(max_examples=25)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=60),
            st.binary(max_size=90).map(lambda data: PREFIX + base64.b32encode(data).decode().rstrip("=")),
        ),
        min_size=20,
        max_size=60,
    )
)
def test_any_text_is_a_report(texts: list[str]) -> None:
    found = in_node(
        HEADLINES,
        {"texts": texts, "facts": facts_of()},
    )

    assert set(found) == {"nothing"}


@needs_node
@pytest.mark.parametrize(
    ("fate", "headline"),
    [
        ({"withdrawn": "2026-11-25"}, "withdrawn"),
        ({"void": "2026-11-25"}, "void"),
        ({"corrected": "2026-11-25", "by": "13号"}, "corrected"),
        ({"final": "99号"}, "code_holds"),
    ],
)
def test_what_became_of_a_document_is_said(fate: dict[str, str], headline: str) -> None:
    report = in_node(
        "return checkText(input.text, input.facts);",
        {"text": CODE, "facts": facts_of(fates={STATED.number: fate})},
    )

    assert report["headline"] == headline
    assert any(set(fate.values()) <= set(check["args"].values()) for check in report["checks"])


@needs_node
def test_a_revoked_device_and_an_unknown_one_are_named() -> None:
    other = make_proof(STATED, a_key(2).key, a_key(2).sign)

    found = in_node(
        "return [await checkText(input.ours, input.facts), await checkText(input.other, input.facts)];",
        {"ours": CODE, "other": other, "facts": facts_of(revoked="2026-11-20")},
    )

    assert [report["headline"] for report in found] == ["revoked", "foreign"]
    assert found[1]["checks"][0]["args"] == {"key": key_id(a_key(2).key)}
