#!/usr/bin/env python3
"""The verbs of the crash drills, done by the real program: `cli.json` calls this.

  house.py DIR init PORT          settings for ten feeds at 127.0.0.1:PORT, and an empty database
  house.py DIR crawl --now TIME   crawls all of them; TIME is `2027-11-20 12:00:00` or empty
  house.py DIR count              documents in the database and in the index, as JSON
  house.py DIR VERB ...           any other command of the program

The program is named by UTKIK_PROGRAM. It takes the place of this script, so that whoever kills
or limits the one has hit the other.
"""
import json
import os
import subprocess
import sys

FEEDS = 10


def init(folder, port):
    with open(os.path.join(folder, "sources.toml"), "w", encoding="utf-8") as sources:
        sources.write('[network]\nname = "Drills"\nlanguages = ["en"]\n')
        for number in range(FEEDS):
            sources.write(
                f'\n[[source]]\nid = "feed-{number}"\nname = "Feed {number}"\n'
                f'url = "http://127.0.0.1:{port}/{number}.xml"\nlanguage = "en"\n'
            )
    with open(os.path.join(folder, "utkik.toml"), "w", encoding="utf-8") as settings:
        settings.write(f'[fetch]\nallow_networks = ["127.0.0.1/32:{port}"]\ngap_ms = 0\n')
    # An empty database: where there is none at all, `doctor` says so.
    subprocess.run(command(folder, "import", ["/dev/null"]), check=True, stdout=subprocess.DEVNULL)


def command(folder, verb, arguments):
    program = os.environ["UTKIK_PROGRAM"]
    return [program, "--sources", os.path.join(folder, "sources.toml"), verb, *arguments]


def main():
    folder, verb, *arguments = sys.argv[1:]
    if verb == "init":
        init(folder, arguments[0])
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
