#!/usr/bin/env python3
"""Checks a folder of exported evidence: Python 3.8 or later and openssl, nothing else.

    python3 -I verify_evidence.py [FOLDER] [--bureau LOG-ID]
本程序核验导出的证据文件夹：只需要 Python 3.8 以上和 openssl。全部成立时退出码为 0。
--bureau 为局机关公布的日志编号；应向局机关另行核对，不应取自本文件夹。
"""

import argparse
import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile

EVENT, LIST, LOG = b"ipfair-event-v1\0", b"huhang-evidence-v1\0", b"huhang-log\0"
SUMS, SIGNED, SIGNER = "SHA256SUMS", "SHA256SUMS.signature", "SHA256SUMS.key"
PEM = re.compile(rb"-----BEGIN PUBLIC KEY-----\s+([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----\s*")


class Bad(Exception):
    """Something does not hold; the text says what."""


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def need(holds, text):
    if not holds:
        raise Bad(text)


def openssl(*words):
    done = subprocess.run(["openssl", *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode == 0, done.stdout.decode("utf-8", "replace")


class Folder:
    def __init__(self, path):
        self.path = path
        self.files = {}
        for place, _, names in os.walk(path):
            for name in names:
                full = os.path.join(place, name)
                need(os.path.isfile(full) and not os.path.islink(full), "not a plain file: " + full)
                with open(full, "rb") as file:
                    self.files[os.path.relpath(full, path).replace(os.sep, "/")] = file.read()

    def get(self, name):
        need(name in self.files, "missing: " + name)
        return self.files[name]

    def within(self, folder, ending):
        found = [n for n in sorted(self.files) if n.startswith(folder + "/") and n.endswith(ending)]
        return [(n[len(folder) + 1 : len(n) - len(ending)], self.files[n]) for n in found]

    def key(self, name):
        found = PEM.fullmatch(self.get(name))
        need(found, "no public key: " + name)
        return base64.b64decode(found.group(1))[-32:]

    def signed(self, key, message, signature, text):
        with tempfile.TemporaryDirectory() as place:
            at = {name: os.path.join(place, name) for name in ("key", "message", "signature")}
            for name, data in (("key", self.get(key)), ("message", message), ("signature", signature)):
                with open(at[name], "wb") as file:
                    file.write(data)
            words = ["-inkey", at["key"], "-rawin", "-in", at["message"], "-sigfile", at["signature"]]
            good, _ = openssl("pkeyutl", "-verify", "-pubin", *words)
        need(len(signature) == 64 and good, "wrong signature: " + text)


def check_sums(folder):
    listed, there = {}, set(folder.files) - {SUMS, SIGNED, SIGNER}
    for line in folder.get(SUMS).decode("utf-8").split("\n")[:-1]:
        found = re.fullmatch(r"([0-9a-f]{64})  ([\w./-]+)", line, re.ASCII)
        need(found and found.group(2) not in listed, "no such line in SHA256SUMS: " + line)
        listed[found.group(2)] = found.group(1)
    need(there == set(listed), "not as listed: " + ", ".join(sorted(there ^ set(listed))))
    for name in sorted(listed):
        need(sha256(folder.files[name]) == listed[name], "changed: " + name)
    log = folder.get(SIGNER).decode("utf-8", "replace")
    need(re.fullmatch(r"[0-9a-f]{32}\n", log), "SHA256SUMS.key names no log")
    folder.signed(f"keys/{log.strip()}.pem", LIST + folder.get(SUMS), folder.get(SIGNED), "SHA256SUMS")
    print(f"files as listed 文件与清单一致: {len(listed)}")


def check_entries(folder):
    headers, payloads = {}, {}
    for name, data in folder.within("entries", ".header"):
        need(sha256(data) == name, "the header is not the one it is named by: " + name)
        header = headers[name] = json.loads(data.decode("utf-8"))
        signature = folder.get(f"entries/{name}.signature")
        folder.signed("keys/{}.pem".format(header["log"]), EVENT + data, signature, "entry " + name)
        payload = folder.files.get(f"entries/{name}.payload")
        if payload is not None:
            need(sha256(payload) == header["ph"], "the payload is not the one that was signed: " + name)
            payloads[name] = json.loads(payload.decode("utf-8"))["data"]
    stray = [n for n in folder.files if n.startswith("entries/") and n[8:72] not in headers]
    need(not stray, "belongs to no entry: " + ", ".join(stray))
    withheld = len(headers) - len(payloads)
    print(f"entries signed 记录签名成立: {len(headers)}, withheld 内容保留: {withheld}")
    return headers, payloads


def check_keys(folder, headers, payloads, bureau):
    enrolled, opened = set(), set()
    for name, event in payloads.items():
        header = headers[name]
        if header["kind"] == "LogOpened" and header["seq"] == 0:
            key = bytes.fromhex(event["key"])
            named = sha256(LOG + key + bytes.fromhex(event["nonce"]))[:32]
            need(named == header["log"], "false log id: " + name)
            need(folder.key("keys/{}.pem".format(header["log"])) == key, "another key: " + header["log"])
            opened.add(header["log"])
        if header["kind"] == "DeviceEnrolled" and header["log"] == bureau:
            enrolled.add(event["key"])
    for log in sorted({header["log"] for header in headers.values()}):
        need(log in opened, "the first entry of the log is missing: " + log)
        known = log == bureau or folder.key(f"keys/{log}.pem").hex() in enrolled
        need(known, "the bureau did not enrol the device of log " + log)
    print("devices enrolled by the bureau's log 设备经局机关日志登记: " + bureau)


def check_originals(folder, headers):
    refs, there = {ref[0]: ref for header in headers.values() for ref in header["blobs"]}, 0
    for name in sorted(n for n in folder.files if n.startswith("originals/")):
        digest, data = name.split("/")[1].split(".")[0], folder.files[name]
        need(digest in refs and sha256(data) == digest, "no entry names this file: " + name)
        need(len(data) == refs[digest][2], "another size: " + name)
        if "sm3" in hashlib.algorithms_available:
            need(hashlib.new("sm3", data).hexdigest() == refs[digest][1], "another SM3: " + name)
        there += 1
    print(f"originals as recorded 原件与记录一致: {there}, withheld 未附: {len(refs) - there}")


def read_note(folder, note):
    body, gap, lines = note.partition("\n\n")
    parts = body.split("\n")
    need(gap and len(parts) == 3, "no checkpoint")
    line = re.fullmatch(f"\u2014 {re.escape(parts[0])} ([A-Za-z0-9+/=]+)\n", lines)
    need(line, "the checkpoint is not signed under its own name")
    signed, key = base64.b64decode(line.group(1)), folder.key("keys/hub.pem")
    named = hashlib.sha256(parts[0].encode() + b"\n\x01" + key).digest()[:4]
    need(signed[:4] == named, "the checkpoint names another key")
    folder.signed("keys/hub.pem", (body + "\n").encode(), signed[4:], "checkpoint")
    return int(parts[1]), base64.b64decode(parts[2])


def root_from(leaf, place, size, hashes):
    index, last, found = place, size - 1, hashlib.sha256(b"\0" + leaf).digest()  # RFC 9162 2.1.3.2
    for step in hashes:
        need(last > 0, "the proof is too long")
        if index & 1 or index == last:
            found = hashlib.sha256(b"\1" + step + found).digest()
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            found = hashlib.sha256(b"\1" + found + step).digest()
        index, last = index >> 1, last >> 1
    need(last == 0, "the proof is too short")
    return found


def check_proofs(folder):
    proved, notes = {}, {}
    for name, data in folder.within("proofs", ".json"):
        proof = json.loads(data.decode("utf-8"))
        note = proof["note"]
        if note not in notes:
            notes[note] = read_note(folder, note)
        size, root = notes[note]
        need(0 <= proof["place"] < size, "no such place: " + name)
        steps = [bytes.fromhex(step) for step in proof["hashes"]]
        found = root_from(proof["leaf"].encode(), proof["place"], size, steps)
        need(found == root, "the proof does not hold: " + name)
        proved.setdefault(proof["leaf"], []).append(note)
    print(f"leaves proved in the hub's log 中心日志包含证明成立: {len(proved)}")
    return proved


def check_stamps(folder, payloads):
    times = {}
    for name, token in folder.within("stamps", ".token"):
        note = folder.get(f"stamps/{name}.note")
        event = payloads.get(name)
        need(event is not None and event["note"].encode() == note, "no entry keeps this stamp: " + name)
        need(base64.b64decode(event["token"]) == token, "another token: " + name)
        path = os.path.join(folder.path, "stamps", name + ".token")
        roots = os.path.join(folder.path, "stamps", "authority.pem")
        words = ["ts", "-verify", "-digest", sha256(note), "-in", path, "-token_in", "-CAfile", roots]
        good, said = openssl(*words)
        need(good, f"the time-stamp does not hold: {name}\n{said}")
        _, text = openssl("ts", "-reply", "-in", path, "-token_in", "-text")
        when = re.search(r"Time stamp: (.+)", text)
        times[name] = (when.group(1) if when else "?", note.decode())
    print(f"time-stamps hold 时间戳成立: {len(times)}")
    return times


def tell_windows(folder, headers, proved, times):
    parents = {n: [h["prev"], *h["saw"]] for n, h in headers.items()}
    for name, data in folder.within("links", ".header"):
        need(sha256(data) == name, "the header is not the one it is named by: " + name)
        header = json.loads(data.decode("utf-8"))
        parents[name] = [header["prev"], *header["saw"]]
    told = [item for item in headers.items() if item[1]["case"]]
    for name, header in sorted(told, key=lambda item: (item[1]["log"], item[1]["seq"])):
        seen, left = set(), [name]
        while left:
            at = left.pop()
            if at not in seen:
                seen.add(at)
                left += parents.get(at, [])
        after = [times[n][0] for n in times if n in seen]
        before = [t for t, note in times.values() if note in proved.get("entry:" + name, [])]
        words = (name[:16], header["kind"], "; ".join(after) or "-", "; ".join(before) or "-")
        print("{} {}  after 不早于: {}  before 不晚于: {}".format(*words))


def main():
    words = argparse.ArgumentParser(description="checks exported evidence 核验导出的证据")
    words.add_argument("folder", nargs="?", default=os.path.dirname(os.path.abspath(__file__)))
    words.add_argument("--bureau", default="", help="id of the bureau's log, as the bureau published it")
    args = words.parse_args()
    try:
        folder = Folder(args.folder)
        check_sums(folder)
        headers, payloads = check_entries(folder)
        bureau = folder.get("keys/bureau.txt").decode("utf-8").strip()
        need(args.bureau in ("", bureau), "the evidence is of another bureau: " + bureau)
        check_keys(folder, headers, payloads, bureau)
        check_originals(folder, headers)
        proved = check_proofs(folder)
        tell_windows(folder, headers, proved, check_stamps(folder, payloads))
    except (Bad, OSError, ValueError, KeyError, TypeError, IndexError) as error:
        print(f"NOT VERIFIED 核验未通过: {error}")
        return 1
    if not args.bureau:
        print("Compare the bureau's log id with what the bureau published. 请向局机关核对其日志编号。")
    print("ALL HOLDS 全部成立")
    return 0


if __name__ == "__main__":
    sys.exit(main())
