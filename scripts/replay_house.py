"""A house that has crawled the test web of realistic sites: test data beside the checkout when present."""

import json
import socket
import subprocess
import sys
import time
import urllib.request

NOW = "2026-11-21T07:00:00Z"
# Pages that did not fit into one run are read by the next ones.
MOST_RUNS = 12


class House:
    """The program with sources, database and index in a folder of its own."""

    def __init__(self, binary, folder):
        self.binary, self.folder = binary, folder
        folder.mkdir(parents=True, exist_ok=True)

    def run(self, *arguments, text=None, now=NOW):
        command = [self.binary, *arguments, "--now", now]
        done = subprocess.run(command, cwd=self.folder, input=text, capture_output=True, text=True)
        if done.returncode not in (0, 1):
            sys.exit(f"`{' '.join(map(str, arguments))}` ended with {done.returncode}: {done.stderr[-2000:]}")
        return done.stdout


def crawl(binary, replay, folder):
    """Starts the web, crawls all of it, and ends it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, replay, "--port", str(port), "--latency-ms", "0"], stdout=subprocess.DEVNULL
    )
    try:
        house = House(binary, folder)
        sources = ask(port, "sources.toml")
        (folder / "sources.toml").write_text(sources, "utf8")
        allowed = f'[fetch]\nallow_networks = ["127.0.2.0/24:{port}"]\ngap_ms = 0\n'
        (folder / "utkik.toml").write_text(allowed, "utf8")
        for number in range(MOST_RUNS):
            # A day later each time, so that everything is due.
            now = f"2026-11-{number + 10:02}T07:00:00Z"
            report = json.loads(house.run("crawl", "--all", "--json", now=now))
            if not report["new_documents"] and not report["pages_read"]:
                break
        return house
    finally:
        server.terminate()
        server.wait()


def ask(port, path):
    patience = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_control/{path}") as answer:
                return answer.read().decode()
        except OSError:
            if time.monotonic() > patience:
                raise
            time.sleep(0.05)
