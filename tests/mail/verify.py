"""Looks at the signature of a letter: verify.py LETTER NAME RECORD; 0 when it holds.

RECORD is what the name server would say of NAME (`selector._domainkey.domain`).
"""

import sys

import dkim


def record(name, timeout=5):
    asked = name.decode() if isinstance(name, bytes) else name
    return sys.argv[3].encode() if asked.rstrip(".") == sys.argv[2] else None


with open(sys.argv[1], "rb") as file:
    letter = file.read()
signature = dkim.DKIM(letter)
sys.exit(0 if signature.verify(dnsfunc=record) else 1)
