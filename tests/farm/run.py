#!/usr/bin/env python3
"""Runs the real program against the hostile source farm, and lets the farm's judge decide.

    run.py --program target/ci/utkik --farm ../shared/farm [--only CASE…] [--passes abcd] [-v]

Four passes: one process per case (a), all cases in one process (b), nothing allowed (c), and which addresses
are dialled (d). Beyond the judge it insists on the class of each failure, on what later runs of a case keep,
and on traps that saw no byte. Exit 0: all pass. Python 3, standard library, Linux.
"""
import argparse
import concurrent.futures
import datetime
import importlib.util
import json
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

sys.dont_write_bytecode = True
import client

AT_ONCE = 16
# Families that are judged by the pauses between requests, with the usual gap of a second.
UNHURRIED = ("politeness", "robots")
HURRIED_GAP_MS = 100
# The one crawl of everything: the longest case alone reads fifty pages, a second apart.
TOGETHER_SECONDS, TOGETHER_MB = 150, 400
# A body is capped at 10 MiB; what is on its way when we hang up fills the buffers of the system.
MOST_SENT_MB = 48
# Failures that are told with another class than the farm's, and why.
OTHER_CLASS = {
    # The size fits into 64 bits, so that the HTTP library waits for the bytes; nothing is allocated.
    "chunked-huge-size": "timeout",
}
DAY = 86400


class Farm:
    def __init__(self, folder):
        for _ in range(20):
            self.port = free_port()
            self.process = subprocess.Popen(
                [sys.executable, os.path.join(folder, "hostile_farm.py"), "--port", str(self.port)],
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            if "hostile farm" in self.process.stdout.readline():
                return
            self.process.kill()
            self.process.wait()
        sys.exit("the farm did not start")

    def ask(self, path):
        with urllib.request.urlopen("http://127.0.0.1:%d/%s" % (self.port, path), timeout=30) as answer:
            return json.load(answer)

    def networks(self):
        return ["127.0.%d.0/24:%d" % (octet, self.port) for octet in range(1, 9)]

    def close(self):
        self.process.kill()
        self.process.wait()


def free_port():
    """A port that is free with the next one, below those that outgoing connections take."""
    while True:
        port = random.randrange(20000, 30000)
        try:
            for host, number in (("127.0.0.1", port), ("127.0.0.1", port + 1), ("127.0.1.1", port)):
                with socket.socket() as probe:
                    probe.bind((host, number))
            return port
        except OSError:
            continue


def moment(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def written(when):
    return when.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


class Trial:
    """What became of one case: the judge's `result`, and our own `complaints`."""

    def __init__(self, case):
        self.case, self.complaints, self.failure = case, [], None
        self.result = {"id": case["id"], "seconds": 0, "max_rss_mb": 0, "timed_out": False, "signal": None,
                       "exit": 0, "error": None, "items": [], "text": "", "runs": 1}

    def measured(self, run):
        result = self.result
        result["seconds"] = max(result["seconds"], run.seconds)
        result["max_rss_mb"] = max(result["max_rss_mb"], run.rss_mb)
        result["timed_out"] |= run.timed_out
        result["signal"] = result["signal"] or run.signal
        result["exit"] = run.exit if run.exit == 101 else result["exit"]
        result["text"] += run.out + run.err

    def ended(self, run):
        """Takes the failure out of the report of a run; the last run decides."""
        source, refusal = run.sources().get(self.case["id"]), run.refused_by_settings(self.case["id"])
        if refusal:
            self.failure = {"class": "policy", "message": refusal}
        elif source is None:
            self.failure = {"class": "none", "message": "no report, exit %s: %s" % (run.exit, run.err[-80:].strip())}
        else:
            self.failure = source.get("failure")
        self.result["error"] = self.failure and self.failure["message"]
        return source

    def reasons(self, judge, stats):
        """Why it fails; nothing when it passes."""
        reasons = list(judge.judge(self.case, self.result, stats)[1]) + self.complaints
        expect = self.case["expect"]
        wanted = OTHER_CLASS.get(self.case["id"], expect.get("error_class"))
        if expect["outcome"] in ("reject", "refuse", "backoff", "gone") and self.failure:
            if wanted and self.failure["class"] != wanted:
                reasons.append("CLASS %s, not %s: %s" % (self.failure["class"], wanted, self.failure["message"][:150]))
        sent = stats["cases"].get(self.case["id"], {}).get("bytes_sent", 0)
        if expect.get("error_class") == "too_large" and sent > MOST_SENT_MB << 20:
            reasons.append("READ ON after the cap: %d MB" % (sent >> 20))
        return reasons


def alone(case, program, farm, judge, start):
    """Pass a: one process for the case, as often as it wants to be run."""
    trial, expect = Trial(case), case["expect"]
    gap = None if case["family"] in UNHURRIED else HURRIED_GAP_MS
    house = client.House(program, [client.source(case)], client.settings(farm.networks(), [case], gap), client.secrets([case]))
    now, wanted_runs = start, expect.get("runs", 1)
    try:
        for number in range(1, wanted_runs + 1):
            run = house.run(["crawl", "--json"], written(now), expect["max_seconds"] + 10)
            trial.measured(run)
            source = trial.ended(run)
            trial.result["runs"] = number
            if source is None:
                break
            check_moment(trial, (moment(source["next_check"]) - now).total_seconds())
            now = moment(source["next_check"]) + datetime.timedelta(seconds=1)
        documents, export = house.documents(written(now))
        trial.measured(export)
        trial.result["items"] = [document for _, document in documents]
        check_later_runs(trial, source)
        if "active_content" in expect and case["kind"] == "feed":
            inspect_markup(trial, house, judge, written(now))
    finally:
        house.close()
    return trial


def check_moment(trial, seconds):
    """When a source is postponed, then until a sane time."""
    case, outcome = trial.case, trial.case["expect"]["outcome"]
    least = {"gone": DAY, "backoff": 3600}.get(outcome, 0)
    if case["id"] == "retry-429-absurd":
        least = 7 * DAY
    if not least - 60 <= seconds <= 15 * DAY:
        trial.complaints.append("NEXT TRY after %d s" % seconds)


def check_later_runs(trial, last):
    """After several runs: as many documents as the feed has ever had, and nothing told twice."""
    expect, items = trial.case["expect"], trial.result["items"]
    if trial.result["runs"] == 1 or last is None:
        return
    if "items" in expect and not expect["items"][0] <= len(items) <= expect["items"][1]:
        trial.complaints.append("ITEMS %d after %d runs" % (len(items), trial.result["runs"]))
    is_same = trial.case["id"] in ("guid-changes", "link-session", "etag-stable", "etag-random", "etag-weak")
    if is_same and (last["new_documents"] or last["revised_documents"] or last["outcome"] != "unchanged"):
        trial.complaints.append("REPEATED %s" % {key: last[key] for key in ("outcome", "new_documents", "revised_documents")})


def inspect_markup(trial, house, judge, now):
    """The markup of every entry, summary and content, as it would be stored."""
    run = house.run(["inspect", "feed", trial.case["url"]], now, 30)
    for line in map(json.loads, run.out.splitlines()):
        for field in ("summary", "content"):
            found = judge.active_content(line.get(field))
            if found:
                trial.complaints.append("XSS in %s: %s" % (field, ",".join(found)[:80]))
    if not run.out:
        trial.complaints.append("INSPECT says nothing: %s" % run.err[-100:])


def together(cases, program, farm, start):
    """Pass b: all cases in one process; each is judged as if it had been alone."""
    house = client.House(program, [client.source(case) for case in cases], client.settings(farm.networks(), cases),
                         client.secrets(cases))
    try:
        run = house.run(["crawl", "--json"], written(start), TOGETHER_SECONDS + 10)
        documents, _ = house.documents(written(start))
    finally:
        house.close()
    by_source = {}
    for source, document in documents:
        by_source.setdefault(source, []).append(document)
    trials = []
    for case in cases:
        trial = Trial(case)
        source = trial.ended(run)
        trial.result.update(seconds=source["duration_ms"] / 1000 if source else 0, signal=run.signal, exit=run.exit,
                            items=by_source.get(case["id"], []), timed_out=run.timed_out)
        trial.result["text"] = json.dumps(source, ensure_ascii=False)
        trials.append(trial)
    return run, trials


def nothing_allowed(cases, program, start):
    """Pass c: without `allow_networks`, each source fails by policy."""
    house = client.House(program, [client.source(case) for case in cases], "", client.secrets(cases))
    try:
        run = house.run(["crawl", "--json"], written(start), 60)
        documents, _ = house.documents(written(start))
    finally:
        house.close()
    wrong = [("documents", len(documents))] if documents else []
    for case in cases:
        trial = Trial(case)
        trial.ended(run)
        if not trial.failure or trial.failure["class"] != "policy":
            wrong.append((case["id"], trial.failure))
    return run, wrong


# Addresses that no source may make us dial, whatever else is allowed.
FORBIDDEN = ["http://169.254.169.254/latest/meta-data/", "http://192.168.0.1/", "http://10.0.0.1/",
             "http://[fd00::1]/", "http://[fe80::1]/", "http://100.64.0.1/", "http://[::ffff:10.0.0.1]/",
             "http://3232235521/", "http://0x7f.1:8080/"]


def dialled(cases, program, farm, start):
    """Pass d: every address that the program connects to, as `strace` sees it."""
    tempting = [case for case in cases if case["family"] == "ssrf"]
    more = [{"id": "forbidden-%d" % number, "family": "ssrf", "kind": "feed", "url": url}
            for number, url in enumerate(FORBIDDEN)]
    house = client.House(program, [client.source(case) for case in tempting + more],
                         client.settings(farm.networks(), gap_ms=HURRIED_GAP_MS))
    trace = os.path.join(house.folder.name, "trace")
    try:
        run = house.run(["crawl", "--json"], written(start), 60,
                        before=["strace", "-f", "-e", "trace=connect", "-o", trace])
        text = client.read(trace) if os.path.exists(trace) else ""
    finally:
        house.close()
    addresses = re.findall(r'sin_port=htons\((\d+)\), sin_addr=inet_addr\("([^"]+)"\)', text)
    addresses += re.findall(r'sin6_port=htons\((\d+)\).*?inet_pton\(AF_INET6, "([^"]+)"', text)
    allowed = re.compile(r"127\.0\.[1-8]\.\d+$")
    wrong = {(host, port) for port, host in addresses if not allowed.match(host) or int(port) != farm.port}
    return run, len(addresses), wrong


def dirty(stats):
    """What the farm's listeners saw that nobody may ever send."""
    return ["%s: %s" % (name, json.dumps(stats[name])[:300]) for name in ("traps", "canaries", "leaks") if stats[name]]


def say(line):
    print(line, file=sys.stderr, flush=True)


class Verdicts:
    def __init__(self):
        self.failed = 0

    def of(self, label, trials, judge, stats, verbose):
        """Judges the trials and tells the failures."""
        failures = [(trial, trial.reasons(judge, stats)) for trial in trials]
        failures = [(trial, reasons) for trial, reasons in failures if reasons]
        for trial, reasons in failures:
            say("  FAIL %-22s %s" % (trial.case["id"], "; ".join(reasons)))
        if verbose:
            for trial in sorted(trials, key=lambda trial: -trial.result["seconds"]):
                say("  %-22s %6.1f s %6.0f MB %3d items  %s" % (
                    trial.case["id"], trial.result["seconds"], trial.result["max_rss_mb"], len(trial.result["items"]),
                    "%s: %s" % (trial.failure["class"], trial.failure["message"][:70]) if trial.failure else "ok"))
        self.check(not failures, "")
        for line in dirty(stats):
            self.check(False, "a trap was touched: " + line)
        told_otherwise = [trial for trial in trials if trial.case["id"] in OTHER_CLASS]
        for trial in told_otherwise if verbose else ():
            say("  %s is told as %s" % (trial.case["id"], OTHER_CLASS[trial.case["id"]]))
        return "%s: %d of %d pass (%d told with another class than the farm's)" % (
            label, len(trials) - len(failures), len(trials), len(told_otherwise))

    def check(self, holds, sentence):
        if not holds:
            self.failed += 1
            if sentence:
                say("  FAIL " + sentence)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--farm", required=True, help="folder with hostile_farm.py and judge.py")
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--passes", default="abcd")
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    options.program = os.path.abspath(options.program)
    began = time.monotonic()
    spec = importlib.util.spec_from_file_location("judge", os.path.join(options.farm, "judge.py"))
    judge = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(judge)
    verdicts, farms = Verdicts(), []
    try:
        run_passes(options, judge, verdicts, farms)
    finally:
        for farm in farms:
            farm.close()
    say("farm: %s, %.0f s in all" % ("all is well" if not verdicts.failed else "NOT WELL", time.monotonic() - began))
    return 1 if verdicts.failed else 0


def run_passes(options, judge, verdicts, farms):
    # One farm for the cases one by one, another for all of them together: both go on at the same time.
    farms += [Farm(options.farm), Farm(options.farm)]
    one, other = farms
    start = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)

    def cases_of(farm):
        cases = farm.ask("cases.json")["cases"]
        return [case for case in cases if not options.only or case["id"] in options.only]

    cases = cases_of(one)
    # The longest first, so that nobody waits for them at the end.
    order = sorted(cases, key=lambda case: (case["id"] != "polite-2000", -case["expect"]["max_seconds"]))
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE + 1) as pool:
        crowd = pool.submit(together, cases_of(other), options.program, other, start) if "b" in options.passes else None
        trials = []
        if "a" in options.passes:
            trials = list(pool.map(lambda case: alone(case, options.program, one, judge, start), order))
        if crowd:
            run, crowd_trials = crowd.result()
    if "a" in options.passes:
        stats = one.ask("stats")
        for trial in trials:
            is_conditional = stats["cases"].get(trial.case["id"], {}).get("conditional", 0) > 0
            if trial.case["expect"].get("conditional") and not is_conditional:
                trial.complaints.append("NOT CONDITIONAL")
        line = verdicts.of("farm", trials, judge, stats, options.verbose)
        largest = max(trials, key=lambda trial: trial.result["max_rss_mb"])
        say("%s, one process each; at most %.0f MB (%s)" % (line, largest.result["max_rss_mb"], largest.case["id"]))
    if crowd:
        line = verdicts.of("farm", crowd_trials, judge, other.ask("stats"), options.verbose)
        say("%s, all in one crawl: %.0f s, %.0f MB" % (line, run.seconds, run.rss_mb))
        verdicts.check(not run.timed_out and run.seconds <= TOGETHER_SECONDS, "the one crawl took %.0f s" % run.seconds)
        verdicts.check(run.rss_mb <= TOGETHER_MB, "the one crawl took %.0f MB" % run.rss_mb)
    if "c" in options.passes:
        one.ask("reset")
        _, wrong = nothing_allowed(cases, options.program, start)
        stats = one.ask("stats")
        asked = sum(case["requests"] + case["robots_requests"] for case in stats["cases"].values())
        for line in dirty(stats):
            verdicts.check(False, "a trap was touched: " + line)
        verdicts.check(asked == 0, "%d requests without `allow_networks`" % asked)
        verdicts.check(not wrong, "not refused by policy: %s" % wrong[:5])
        say("farm: without `allow_networks` %d requests, %d of %d refused by policy" % (
            asked, len(cases) - len(wrong), len(cases)))
    if "d" in options.passes:
        watch(options, cases, one, start, verdicts)


def watch(options, cases, farm, start, verdicts):
    if not shutil.which("strace"):
        say("farm: skipped: no strace here to watch which addresses are dialled")
        return
    run, count, wrong = dialled(cases, options.program, farm, start)
    if count == 0 and "ptrace" in run.err:
        say("farm: skipped: strace may not trace here (%s)" % run.err.strip().splitlines()[0])
        return
    verdicts.check(not wrong, "dialled %s" % sorted(wrong))
    verdicts.check(count > 0, "strace saw nobody dial: %s" % run.err[-200:])
    say("farm: %d connections watched, %d to where nobody may go" % (count, len(wrong)))


if __name__ == "__main__":
    sys.exit(main())
