#!/usr/bin/env python3
"""Scores a run of the questions in queries.toml by nDCG@10, and prints the questions to be asked.

    score.py --questions                       the questions as JSON lines, as `utkik inspect search` takes them
    score.py [RUN.jsonl] [--documents EXPORT.jsonl] [--collection own|replay|all] [--json] [--worst N]

RUN (or stdin) holds one line for each question: {"id": question, "hits": [{"id", "url"?, "score"?}, ...]}, the best hit first. A hit is known
by its id (own texts) or by its address or source#entry (replay web); when a run only tells the ids of an index, the documents as
`utkik export` writes them tell the addresses. A question that no document of the collection helps with (grade 2 or 3) is left out.
"""
import argparse
import json
import math
import pathlib
import re
import sys
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
DEPTH = 10
# The least grade that makes a question worth asking in a collection.
ENOUGH = 2


def key(name):
    """An address without its port, scheme and closing slash: the replay web may run on any port. Other names stay as they are."""
    if "://" not in name:
        return name
    return re.sub(r"^(\w+://[^/:#?]+)(:\d+)?", r"\1", name).split("://")[1].rstrip("/")


def is_replay(name):
    return "://" in name or "#" in name


def read_questions(path, collection):
    """The questions, each with the grades of its documents, and the first of each set of copies."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    first_of = {key(copy): key(copies["docs"][0]) for copies in content.get("copies", []) for copy in copies["docs"]}
    questions = {}
    for query in content["query"]:
        judged = query["judged"]
        if collection != "all":
            judged = [judgement for judgement in judged if is_replay(judgement["doc"]) == (collection == "replay")]
        grades = {first_of.get(key(judgement["doc"]), key(judgement["doc"])): judgement["grade"] for judgement in judged}
        if max(grades.values(), default=0) >= ENOUGH:
            questions[query["id"]] = {"query": query["query"], "grades": grades}
    return questions, first_of, content["now"]


def read_names(path):
    """The name under which each document of an export is judged."""
    names = {}
    if path:
        with open(path, encoding="utf-8") as lines:
            for document in map(json.loads, lines):
                entry = f"{document['source']}#{document['entry_id']}" if document.get("entry_id") else document["id"]
                names[document["id"]] = key(document.get("url") or entry)
    return names


def grades_of(hits, grades, names, first_of):
    """The grades of the best hits; a copy of a document that came before counts for nothing and takes no place."""
    seen, result = set(), []
    for hit in hits:
        identifier = str(hit["id"]) if isinstance(hit, dict) else str(hit)
        candidates = [key(identifier), names.get(identifier, identifier)]
        if isinstance(hit, dict) and hit.get("url"):
            candidates.append(key(hit["url"]))
        candidates = [first_of.get(name, name) for name in candidates]
        name = next((name for name in candidates if name in grades), candidates[-1])
        if name in seen:
            continue
        seen.add(name)
        result.append(grades.get(name, 0))
    return result[:DEPTH]


def gain(grades):
    return sum((2**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(grades[:DEPTH]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", nargs="?", help="lines of hits; stdin when left out")
    parser.add_argument("--queries", type=pathlib.Path, default=HERE / "queries.toml")
    parser.add_argument("--questions", action="store_true", help="print the questions and end")
    parser.add_argument("--documents", help="an export that tells the addresses of ids")
    parser.add_argument("--collection", choices=["own", "replay", "all"], default="all")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="also the N questions that went worst")
    arguments = parser.parse_args()

    questions, first_of, now = read_questions(arguments.queries, arguments.collection)
    if arguments.questions:
        for identifier, question in questions.items():
            print(json.dumps({"id": identifier, "query": question["query"], "limit": 20}, ensure_ascii=False))
        return

    names = read_names(arguments.documents)
    with open(arguments.run, encoding="utf-8") if arguments.run else sys.stdin as lines:
        runs = {str(row["id"]): row.get("hits", []) for row in map(json.loads, filter(str.strip, lines))}
    scores = {}
    for identifier, question in questions.items():
        ideal = gain(sorted(question["grades"].values(), reverse=True))
        found = grades_of(runs.get(identifier, []), question["grades"], names, first_of)
        scores[identifier] = gain(found) / ideal
    mean = sum(scores.values()) / len(scores) if scores else 0.0

    if arguments.json:
        print(json.dumps({"ndcg10": round(mean, 4), "questions": len(scores), "now": now, "each": {name: round(score, 4) for name, score in scores.items()}}))
        return
    print(f"nDCG@10 {mean:.4f} over {len(scores)} questions ({arguments.collection}), asked at {now}")
    for identifier in sorted(scores, key=scores.get)[: arguments.worst]:
        print(f"  {scores[identifier]:.3f}  {identifier}: {questions[identifier]['query']}")


if __name__ == "__main__":
    main()
