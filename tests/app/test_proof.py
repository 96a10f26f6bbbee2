"""A verification code proves what it states, and nothing else passes."""

import base64
from dataclasses import replace

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BadInput
from app.proof import PREFIX, Proof, head_words, key_id, make_proof, read_proof, values_json
from tests.builders import a_key

STATED = Proof(
    "杭滨市监责改〔2026〕12号",
    "2026年11月24日",
    "浙江𬭸光文化创意股份有限公司",
    "杭州市滨江区市场监督管理局",
    ("33010012345", "33010012346"),
    "CF30-1-0012",
    "ab" * 32,
)
CODE = make_proof(STATED, a_key().key, a_key().sign)


def test_a_head_of_the_log_is_told_in_words_as_the_proposal_for_proquints_does() -> None:
    assert head_words("7f000001" + "3f54dcc1" + "0" * 48) == "lusab-babad-gutih-tugad"


def test_a_code_states_what_was_signed_and_by_which_key() -> None:
    proof = read_proof(CODE, [a_key(2).key, a_key().key])

    assert proof == replace(STATED, key_id=key_id(a_key().key))


def test_the_same_statement_gives_the_same_code() -> None:
    assert make_proof(STATED, a_key().key, a_key().sign) == CODE


def test_a_code_holds_only_characters_that_qr_packs_tightly() -> None:
    assert set(CODE) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


def test_every_changed_character_is_refused() -> None:
    body = CODE.removeprefix(PREFIX)

    for place, character in enumerate(body):
        for other in "A7" if character not in "A7" else "BC":
            changed = body[:place] + other + body[place + 1 :]
            with pytest.raises(BadInput):
                read_proof(PREFIX + changed, [a_key().key])


def test_every_flipped_bit_is_refused() -> None:
    body = CODE.removeprefix(PREFIX)
    data = base64.b32decode(body + "=" * (-len(body) % 8))

    for bit in range(8 * len(data)):
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(BadInput):
            read_proof(PREFIX + base64.b32encode(bytes(changed)).decode().rstrip("="), [a_key().key])


def test_what_stands_beside_the_signature_cannot_be_smuggled_in() -> None:
    body = CODE.removeprefix(PREFIX)
    tagged = cbor2.loads(base64.b32decode(body + "=" * (-len(body) % 8)))
    protected, _, payload, signature = tagged.value
    data = cbor2.dumps(cbor2.CBORTag(18, [protected, {99: "more"}, payload, signature]))

    with pytest.raises(BadInput):
        read_proof(PREFIX + base64.b32encode(data).decode().rstrip("="), [a_key().key])


@pytest.mark.parametrize("keys", [[], [b"\2" * 32], [b""], [b"short"]])
def test_an_unknown_device_is_refused(keys: list[bytes]) -> None:
    with pytest.raises(BadInput):
        read_proof(CODE, keys)


@pytest.mark.parametrize("end", [0, 5, len(PREFIX), len(PREFIX) + 1, len(CODE) // 2, len(CODE) - 1])
def test_a_truncated_code_is_refused(end: int) -> None:
    with pytest.raises(BadInput):
        read_proof(CODE[:end], [a_key().key])


@given(st.text(max_size=80))
def test_any_text_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(BadInput):
        read_proof(text, [a_key().key])


@given(st.binary(max_size=120))
def test_any_bytes_are_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(BadInput):
        read_proof(PREFIX + base64.b32encode(data).decode().rstrip("="), [a_key().key])


def test_the_order_of_fields_does_not_change_the_case_data() -> None:
    assert values_json({"b": "1", "a": "𬭸"}) == values_json({"a": "𬭸", "b": "1"})


@pytest.mark.parametrize(
    "head", [{1: -8, 4: 10**15}, {1: -7, 4: b"12345678"}, {4: b""}, [1, 2], 7, "text", {}]
)
def test_a_head_of_another_shape_is_refused(head: object) -> None:
    data = cbor2.dumps(cbor2.CBORTag(18, [cbor2.dumps(head), {}, b"", b""]), canonical=True)

    with pytest.raises(BadInput):
        read_proof(PREFIX + base64.b32encode(data).decode().rstrip("="), [a_key().key])
