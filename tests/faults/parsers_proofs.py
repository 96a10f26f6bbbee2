"""What reads proofs, codes, packs and time-stamps, with bytes that it takes; see `tests.faults.parsers`."""

import shutil

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.escrow import Answer as EscrowAnswer
from app.escrow import Escrow, Holder, Request, answer_request, make_escrow, read, write
from app.fair import Declared, Stand, StandList, read_stands, write_stands
from app.letterhead import read_letterhead
from app.log import digest
from app.proof import Proof, make_proof, read_proof
from app.signing.asking import ask_token, read_stamp
from sync import wire
from sync.checkpoint import read_checkpoint, write_checkpoint
from sync.courier import Answer, Answers, Question, read_question, sign_answer, sign_question
from sync.invitation import Code, read_code
from sync.tlog import extends, includes, leaf_hash
from tests.app.signing.authority import Authority
from tests.faults.world import SEAL, Parsers, World


def proofs(world: World) -> Parsers:
    """Return the readers of checkpoints, proofs and receipts."""
    book, hub = world.day.hub.book, world.hub_key
    note = book.checkpoint("")
    held = read_checkpoint(note, hub.key)
    names = [f"entry:{entry.id}" for entry in world.own]
    found = book.receipts(names, held.size)

    def inclusions(data: bytes) -> None:
        for name, (place, proof) in wire.read_inclusions(data).items():
            includes(leaf_hash(name.encode()), place, held.size, proof, held.root)

    def consistency(data: bytes) -> None:
        old, new, steps = wire.read_json(data, tuple[int, int, list[str]])
        extends(old, new, held.root, held.root, wire.read_proof(steps))

    def signed_note(data: bytes) -> None:
        origin, size, *_ = [*data.decode("utf-8", "replace").split("\n"), "", ""]
        number = int(size) if size.isdecimal() and len(size) < 4000 else -1
        text = write_checkpoint(origin, number, held.root, hub.key, hub.sign).text
        read_checkpoint(text, hub.key)

    return {
        "checkpoints": ([note.encode()], lambda data: read_checkpoint(_text(data), hub.key)),
        "checkpoints, signed": ([note.encode()], signed_note),
        "inclusion proofs": ([wire.write_inclusions(found)], inclusions),
        "consistency proofs": (
            [wire.write_json((2, held.size, [h.hex() for h in found[names[0]].proof]))],
            consistency,
        ),
    }


def messages(world: World) -> Parsers:
    """Return the readers of what a device and a hub write to each other by stick."""
    book, hub = world.day.hub.book, world.hub_key
    note = book.checkpoint("")
    held = read_checkpoint(note, hub.key)
    names = [f"entry:{entry.id}" for entry in world.own]
    found = book.receipts(names, held.size)
    answer = Answer(
        hub.key.hex(),
        note,
        held.size,
        [],
        0,
        held.size,
        {name: (place, wire.write_proof(proof)) for name, (place, proof) in found.items()},
    )
    question = Question(hub.key.hex(), "ab" * 32, note, 0, tuple(names), ())

    def asked(data: bytes) -> None:
        message = sign_question(world.key, question)
        read_question(message[:32] + world.key.sign(b"huhang-question-v1\0" + data) + data)
        read_question(data + message)

    return {
        "answers by stick": (
            [wire.write_json(answer), sign_answer(hub, answer)],
            lambda data: Answers(world.day.laptop, world.key.key.hex(), {hub.key.hex()}).take(data, ""),
        ),
        "questions by stick": ([wire.write_json(question)], asked),
    }


def people(world: World) -> Parsers:
    """Return the readers of what people hand to each other."""
    code = Code("https://hub.example:8443", bytes(range(16)))
    others = X25519PrivateKey.from_private_bytes(bytes([8] * 32))
    holders = [
        Holder(f"s{n}", private.public_key().public_bytes_raw().hex())
        for n, private in enumerate((SEAL, others), 1)
    ]
    escrow = make_escrow(bytes(96), "ab" * 32, holders)
    request = write(Request("ab" * 32, SEAL.public_key().public_bytes_raw().hex(), escrow.shares))
    proof = make_proof(
        Proof("测〔2026〕1号", "2026-05-04", "甲公司", "测试局", ("01",), "F-1-0001", "ab" * 32),
        world.key.key,
        world.key.sign,
    )
    stands = StandList(1, "F", ("1",), (Stand("1A01", "1", "甲公司", declared=(Declared("灯"),)),))
    pack = wire.write_json(
        {"schema": 1, "files": {"bureau.toml": "bmFtZSA9ICJ4Igo=", "forms/x.zh.toml": "dGl0bGU9MQ=="}}
    )
    return {
        "codes": ([code.qr.encode(), code.words.encode()], lambda data: read_code(_text(data), code.url)),
        "escrows": ([write(escrow)], lambda data: read(data, Escrow)),
        "escrow answers": (
            [write(EscrowAnswer("s1", "ab" * 32, "ab"))],
            lambda data: read(data, EscrowAnswer),
        ),
        "escrow requests": ([request], lambda data: answer_request(data, ["s1"], SEAL)),
        "codes of documents": ([proof.encode()], lambda data: read_proof(_text(data), [world.key.key])),
        "fair packs": ([write_stands(stands)], read_stands),
        "forms packs": ([pack], read_letterhead),
    }


def tokens(world: World) -> Parsers:
    """Return the readers of time-stamps; none where there is no openssl to make one."""
    if shutil.which("openssl") is None:
        return {}
    (world.folder / "authority").mkdir()
    authority = Authority(world.folder / "authority")
    of = bytes.fromhex(digest(b"x"))
    token = ask_token(of, authority.answer)
    return {
        "time-stamps": ([token], lambda data: read_stamp(data, of, [authority.root])),
        "answers of authorities": ([token], lambda data: ask_token(of, lambda request: data)),
    }


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")
