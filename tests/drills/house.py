#!/usr/bin/env python3
"""The verbs of the crash drills, done by the real program: `cli.json` calls this.

  house.py DIR init PORT          settings for ten feeds at 127.0.0.1:PORT, an empty database, and
                                  six people who follow a search
  house.py DIR digest PORT        sends what is due a week later to the mail server at that port
  house.py DIR crawl --now TIME   crawls all of them; TIME is `2027-11-20 12:00:00` or empty
  house.py DIR count              documents in the database and in the index, as JSON
  house.py DIR VERB ...           any other command of the program

The program is named by UTKIK_PROGRAM. It takes the place of this script, so that whoever kills
or limits the one has hit the other.
"""
import datetime
import email
import email.policy
import glob
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

FEEDS = 10
SUBSCRIBERS = 6


def init(folder, port):
    with open(os.path.join(folder, "sources.toml"), "w", encoding="utf-8") as sources:
        sources.write('[network]\nname = "Drills"\nlanguages = ["en"]\n')
        for number in range(FEEDS):
            sources.write(
                f'\n[[source]]\nid = "feed-{number}"\nname = "Feed {number}"\n'
                f'url = "http://127.0.0.1:{port}/{number}.xml"\nlanguage = "en"\n'
            )
        sources.write('\n[[search]]\nname = "light"\ntitle = "Lighting"\nquery = "lighting"\n')
    with open(os.path.join(folder, "port"), "w", encoding="utf-8") as kept:
        kept.write(port)
    # An empty database: where there is none at all, `doctor` says so.
    settings(folder, "")
    run(folder, "import", "/dev/null")
    subscribe(folder)


def settings(folder, mail):
    with open(os.path.join(folder, "port"), encoding="utf-8") as kept:
        port = kept.read()
    with open(os.path.join(folder, "utkik.toml"), "w", encoding="utf-8") as out:
        out.write(f'[fetch]\nallow_networks = ["127.0.0.1/32:{port}"]\ngap_ms = 0\n')
        out.write(f'\n[web]\nbase_url = "http://127.0.0.1:{port}"\n{mail}')


def run(folder, *arguments):
    verb, *rest = arguments
    subprocess.run(command(folder, verb, rest), check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)


def subscribe(folder):
    """Invites, and says yes to each invitation, as its reader would."""
    invited = os.path.join(folder, "invited.txt")
    with open(invited, "w", encoding="utf-8") as out:
        out.writelines(f"s{number}@example.org\n" for number in range(SUBSCRIBERS))
    letters = os.path.join(folder, "letters")
    settings(folder, f'\n[mail]\nfrom = "utkik@example.org"\ndirectory = "{letters}"\n')
    run(folder, "subscriptions", "invite", invited, "--search", "light")
    run(folder, "digest", "send")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serve = command(folder, "serve", ["--no-crawl", "--listen", f"127.0.0.1:{port}"])
    server = subprocess.Popen(serve, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for name in glob.glob(os.path.join(letters, "*.eml")):
            with open(name, "rb") as letter:
                message = email.message_from_binary_file(letter, policy=email.policy.default)
            text = message.get_body(("plain",)).get_content()
            path = urllib.parse.urlsplit(re.search(r"http\S+/confirm/\S+", text)[0]).path
            confirm(f"http://127.0.0.1:{port}{path}")
    finally:
        server.terminate()
        server.wait()
    # The database is one file again, as `init` of other drills leaves it.
    run(folder, "import", "/dev/null")
    settings(folder, "")


def confirm(url):
    for _ in range(100):
        try:
            urllib.request.urlopen(urllib.request.Request(url, data=b"", method="POST")).read()
            return
        except urllib.error.URLError as error:
            if isinstance(error, urllib.error.HTTPError):
                raise
            time.sleep(0.05)
    raise SystemExit("the server does not answer")


def command(folder, verb, arguments):
    program = os.environ["UTKIK_PROGRAM"]
    return [program, "--sources", os.path.join(folder, "sources.toml"), verb, *arguments]


def main():
    folder, verb, *arguments = sys.argv[1:]
    if verb == "init":
        init(folder, arguments[0])
    elif verb == "digest":
        relay = f'security = "plain-relay"\nallow_relays = ["127.0.0.1/32:{arguments[0]}"]\n'
        # The mail server that dies lets go of one connection only.
        server = f'server = "127.0.0.1"\nport = {arguments[0]}\nconnections = 1\n'
        settings(folder, f'\n[mail]\nfrom = "utkik@example.org"\n{server}{relay}')
        later = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=8)
        moment = later.strftime("%Y-%m-%dT00:00:00Z")
        program, *rest = command(folder, "digest", ["send", "--now", moment])
        os.execv(program, [program, *rest])
    elif verb == "count":
        # Everything that `doctor` counts, and nothing of what it says: counts are compared.
        said = subprocess.run(command(folder, "doctor", ["--json"]), capture_output=True, text=True)
        counts = json.loads(said.stdout)
        print(json.dumps({"store": counts["store"], "index": counts["index"]}))
    else:
        if verb == "crawl":
            moment = arguments[1] and arguments[1].replace(" ", "T") + "Z"
            arguments = ["--all", "--now", moment]
        program, *rest = command(folder, verb, arguments)
        os.execv(program, [program, *rest])


main()
