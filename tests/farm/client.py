"""One run of the real program, measured: the part of the farm's adapter that knows Utkik."""
import json
import os
import re
import subprocess
import tempfile
import time

# `kind` of a source, and the table that goes with it, for each kind of case.
KINDS = {
    "feed": 'kind = "feed"\n',
    "page": 'kind = "listing"\n[source.listing]\nitem = "ul.news li"\nlink = "a"\ntitle = "a"\ndate = "time"\n',
    "sitemap": 'kind = "sitemap"\n',
}
NETWORK = '[network]\nname = "Farm"\ncontact = "farm@example.org"\n'
LOGIN = "FARM"


class House:
    """A folder with its own settings, database and index."""

    def __init__(self, program, sources, settings, environment=()):
        self.program, self.folder = program, tempfile.TemporaryDirectory(prefix="utkik-farm-")
        self.environment = {"UTKIK_LANGUAGE": "en", **dict(environment)}
        self.write("sources.toml", NETWORK + "".join(sources))
        self.write("utkik.toml", settings)

    def write(self, name, text):
        with open(os.path.join(self.folder.name, name), "w", encoding="utf-8") as file:
            file.write(text)

    def close(self):
        self.folder.cleanup()

    def run(self, arguments, now, patience, before=()):
        """Runs the program; times, memory and output come back as a `Run`."""
        out = os.path.join(self.folder.name, "stdout")
        err = os.path.join(self.folder.name, "stderr")
        environment = {**self.environment, "UTKIK_NOW": now}
        with open(out, "wb") as stdout, open(err, "wb") as stderr:
            began = time.monotonic()
            process = subprocess.Popen([*before, self.program, *arguments], cwd=self.folder.name, env=environment,
                                       stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr)
            status, usage, timed_out = wait(process, began + patience)
            seconds = time.monotonic() - began
        return Run(status, seconds, usage.ru_maxrss / 1024, timed_out, read(out), read(err))

    def documents(self, now):
        """All that is kept, as the judge reads it."""
        run = self.run(["export"], now, 60)
        lines = [json.loads(line) for line in run.out.splitlines()]
        return [(line["source"], {
            "title": line.get("title"), "link": line.get("link") or line.get("url"), "html": line.get("html", ""),
            "date": line.get("published"), "author": line.get("author"), "tags": line.get("tags"),
            "text": line.get("text"), "summary": line.get("summary"),
        }) for line in lines], run


class Run:
    def __init__(self, status, seconds, rss_mb, timed_out, out, err):
        self.signal = os.WTERMSIG(status) if os.WIFSIGNALED(status) else None
        self.exit = os.WEXITSTATUS(status) if os.WIFEXITED(status) else None
        self.seconds, self.rss_mb, self.timed_out = seconds, rss_mb, timed_out
        self.out, self.err = out, err

    def report(self):
        """What `crawl --json` said; `None` when it said nothing."""
        try:
            return json.loads(self.out)
        except ValueError:
            return None

    def sources(self):
        report = self.report()
        return {source["id"]: source for source in report["sources"]} if report else {}

    def refused_by_settings(self, source_id):
        """The sentence with which the settings refuse a source before anything is fetched."""
        label = 'source "%s": ' % source_id
        return next((line for line in self.err.splitlines() if label in line), None)


def wait(process, deadline):
    """Waits for the end with its resource usage, and ends it after the deadline."""
    timed_out = False
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = status
            return status, usage, timed_out
        if time.monotonic() > deadline and not timed_out:
            process.kill()
            timed_out = True
        time.sleep(0.02)


def read(path):
    with open(path, "rb") as file:
        return file.read().decode("utf-8", "replace")


def source(case, more=""):
    """The `[[source]]` of a case. Credentials in its address become a login; feeds whose pages are to be
    read politely have them read."""
    url, login = case["url"], ""
    userinfo = re.match(r"(https?://)([^/@]+)@", url)
    if userinfo:
        url, login = url.replace(userinfo.group(2) + "@", ""), 'login = "%s"\n' % LOGIN
    full_text = "full_text = true\n" if case["family"] == "politeness" and case["kind"] == "feed" else ""
    return ('\n[[source]]\nid = "%s"\nname = "%s"\nurl = "%s"\n%s%s%s%s'
            % (case["id"], case["id"], url, login, full_text, more, KINDS[case["kind"]]))


def secrets(cases):
    """The environment with the credentials that cases carry in their address."""
    found = [re.match(r"https?://([^/@]+)@", case["url"]) for case in cases]
    return {"UTKIK_LOGIN_" + LOGIN: match.group(1) for match in found if match}


def settings(networks, cases=(), gap_ms=None):
    """How to run: what may be reached, and which site the credentials of a case are for."""
    gap = "" if gap_ms is None else "gap_ms = %d\n" % gap_ms
    sites = [re.match(r"(https?://)[^/@]+@([^/]+)", case["url"]) for case in cases]
    sites = ["".join(site.groups()) for site in sites if site]
    logins = "[logins]\n%s = \"%s\"\n" % (LOGIN, sites[0]) if sites else ""
    return "[fetch]\nallow_networks = %s\n%s%s" % (json.dumps(networks), gap, logins)
