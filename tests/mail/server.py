"""A real mail server on 127.0.0.1 for tests: server.py FOLDER plain|starttls|tls [CHAIN KEY]

Without encryption it lets everybody in; with it only the user `utkik` with the password
`lösen ord`. It writes its port to FOLDER/port when it listens, each letter to FOLDER/N.eml, and a
line of JSON about it to FOLDER/mails.jsonl. A recipient whose name begins with `refused` is refused
for good, one that begins with `later` the first time it is asked. MOST_CONNECTIONS in the
environment bounds how many may be open at the same time.
"""

import asyncio
import email
import email.header
import json
import os
import ssl
import sys
import time

from aiosmtpd.smtp import SMTP, AuthResult

USER, PASSWORD = b"utkik", "lösen ord".encode()


def text(value):
    return str(email.header.make_header(email.header.decode_header(value or "")))


class Handler:
    def __init__(self, folder):
        self.folder, self.count, self.greylisted = folder, 0, set()
        self.log = open(os.path.join(folder, "mails.jsonl"), "a", buffering=1, encoding="utf-8")

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("refused"):
            return f"550 5.1.1 <{address}>: Recipient address rejected: User unknown"
        if address.startswith("later") and address not in self.greylisted:
            self.greylisted.add(address)
            return f"451 4.7.1 <{address}>: Greylisted, try again"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server, session, envelope):
        self.count += 1
        name = f"{self.count}.eml"
        with open(os.path.join(self.folder, name), "wb") as file:
            file.write(envelope.content)
        letter = email.message_from_bytes(envelope.content)
        user = session.auth_data.login.decode() if session.authenticated else None
        self.log.write(json.dumps({
            "n": self.count, "file": name, "from": envelope.mail_from, "rcpt": envelope.rcpt_tos,
            "message_id": letter["Message-ID"], "subject": text(letter["Subject"]),
            "list_unsub": letter["List-Unsubscribe"],
            "list_unsub_post": letter["List-Unsubscribe-Post"],
            "bytes": len(envelope.content), "user": user, "hello": session.host_name,
            "peer": session.peer[1], "t": time.time(),
        }) + "\n")
        return "250 2.0.0 Ok: queued"


class Counted(SMTP):
    """Knows how many of its kind there are."""

    open = 0
    counts = False

    def connection_made(self, transport):
        # Made once more when it is encrypted.
        Counted.open += not self.counts
        self.counts = True
        super().connection_made(transport)

    def connection_lost(self, error):
        Counted.open -= self.counts
        self.counts = False
        super().connection_lost(error)


class TooMany(asyncio.Protocol):
    def connection_made(self, transport):
        transport.write(b"421 4.7.0 mail.test too many connections\r\n")
        transport.close()


def authenticate(server, session, envelope, mechanism, data):
    good = data.login == USER and data.password == PASSWORD
    # Not handled: the server then says 535 itself.
    return AuthResult(success=good, handled=good, auth_data=data)


async def main(folder, mode, chain=None, key=None):
    handler, context = Handler(folder), None
    if chain:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(chain, key)

    most = int(os.environ.get("MOST_CONNECTIONS", "1000"))

    def protocol():
        if Counted.open >= most:
            return TooMany()
        # Of encryption from the first byte it does not know that it is there, and would let nobody
        # in over it.
        return Counted(
            handler, hostname="mail.test", ident="test", data_size_limit=10_000_000,
            tls_context=context if mode == "starttls" else None,
            require_starttls=mode == "starttls", auth_required=mode != "plain",
            auth_require_tls=mode != "tls", authenticator=authenticate)

    outer = context if mode == "tls" else None
    server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", 0, ssl=outer)
    port = server.sockets[0].getsockname()[1]
    with open(os.path.join(folder, "port.part"), "w") as file:
        file.write(str(port))
    os.rename(os.path.join(folder, "port.part"), os.path.join(folder, "port"))
    await server.serve_forever()


asyncio.run(main(*sys.argv[1:]))
