#!/usr/bin/env python3
"""Scores the places and themes that were found in documents against those judged by reading.

    score.py [--labels documents.jsonl] [--json] [--misses] [FOUND.jsonl]

FOUND (or stdin) holds lines as `utkik inspect enrich` writes them: {"id": url or site#entry, "places": [{"place", "about"} or id ...],
"about": place or [places] or null, "themes": [id or {"theme"} ...]}. Documents that are labelled but not found count as empty; those
that are found but not labelled are left out.
"""
import argparse
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent


def key(address):
    """An address without its port, scheme and closing slash: the test web may run on any port."""
    return re.sub(r"^(https?://[^/:#?]+)(:\d+)?", r"\1", address).split("://")[-1].rstrip("/")


def read_labels(path):
    labels = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        labels[key(label.get("url") or f"{label['site']}#{label['entry']}")] = label
    return labels


def as_list(value):
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def name_of(item, field):
    return item[field] if isinstance(item, dict) else item


def read_found(lines):
    found = {}
    for line in lines:
        if not line.strip():
            continue
        row = json.loads(line)
        places = as_list(row.get("places"))
        about = {name_of(place, "place") for place in as_list(row.get("about"))}
        about |= {place["place"] for place in places if isinstance(place, dict) and place.get("about")}
        found[key(str(row.get("url") or row["id"]))] = {
            "places": {name_of(place, "place") for place in places} | about,
            "about": about,
            "themes": {name_of(theme, "theme") for theme in as_list(row.get("themes"))},
        }
    return found


def regions():
    """The region of each municipality, from the list beside the module that reads it, when it is there."""
    result = {}
    for path in (HERE.parents[2] / "src/place/municipalities.tsv", HERE.parents[3] / "shared/data/municipalities_nordic.tsv"):
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                cells = line.split("\t")
                region = next((cell for cell in cells if cell.endswith(" län") or cell.startswith("Region ")), cells[5] if len(cells) > 5 else "")
                if len(cells) > 2 and len(cells[1]) == 2:
                    result[f"{cells[1]}-{cells[0]}"] = f"{cells[1]}:{region}"
            break
    return result


def containers(places, region_of):
    """Whatever contains one of these places."""
    return {place[:2] for place in places if len(place) > 2} | {region_of[place] for place in places if place in region_of}


def compare(wanted, neutral, found):
    """Hits and demands of one document. Each entry of `wanted` is a list of places of which any will do."""
    met = [choice for choice in wanted if any(place in found for place in choice)]
    missed = [choice for choice in wanted if choice not in met]
    right = {place for choice in wanted for place in choice} & found
    wrong = found - right - neutral
    return {"right": len(right), "wrong": sorted(wrong), "met": len(met), "missed": ["|".join(choice) for choice in missed]}


def compare_document(label, found, region_of):
    about = [place.split("|") for place in label["about"]]
    places = about + [place.split("|") for place in label["mentions"]]
    named = {place for choice in places for place in choice}
    neutral = set(label.get("optional", [])) | containers(named, region_of)
    about_named = {place for choice in about for place in choice}
    about_neutral = set(label.get("optional", [])) | containers(about_named, region_of)
    about_result = compare(about, about_neutral, found["about"])
    if about and about_result["met"]:
        about_result.update(met=1, missed=[])
    elif about:
        about_result.update(met=0, missed=["|".join(place for choice in about for place in choice)])
    themes = [[theme] for theme in label["themes"]]
    return {
        "places": compare(places, neutral, found["places"]),
        "about": about_result,
        "themes": compare(themes, set(label.get("themes_optional", [])), found["themes"]),
    }


def share(part, whole):
    return round(part / whole, 4) if whole else None


def total(results, what):
    right = sum(result[what]["right"] for result in results)
    wrong = sum(len(result[what]["wrong"]) for result in results)
    met = sum(result[what]["met"] for result in results)
    missed = sum(len(result[what]["missed"]) for result in results)
    return {"precision": share(right, right + wrong), "recall": share(met, met + missed), "right": right, "wrong": wrong, "met": met, "missed": missed}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("found", nargs="?", help="lines of findings; stdin when left out")
    parser.add_argument("--labels", type=pathlib.Path, default=HERE / "documents.jsonl")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    parser.add_argument("--misses", action="store_true", help="also what was wrong and missed, document by document")
    arguments = parser.parse_args()

    labels = read_labels(arguments.labels)
    lines = open(arguments.found, encoding="utf-8") if arguments.found else sys.stdin
    found = read_found(lines)
    region_of = regions()
    nothing = {"places": set(), "about": set(), "themes": set()}
    results = {address: compare_document(label, found.get(address, nothing), region_of) for address, label in labels.items()}
    totals = {what: total(results.values(), what) for what in ("places", "about", "themes")}
    totals["documents"] = {"labelled": len(labels), "found": len(labels.keys() & found.keys())}

    if arguments.json:
        print(json.dumps(totals))
        return
    print(f"{totals['documents']['found']} of {len(labels)} labelled documents found")
    for what in ("places", "about", "themes"):
        figures = totals[what]
        print(f"{what:7} precision {figures['precision']}  recall {figures['recall']}  ({figures['right']} right, {figures['wrong']} wrong, {figures['missed']} missed)")
    if arguments.misses:
        for address, result in results.items():
            for what in ("places", "about", "themes"):
                if result[what]["wrong"] or result[what]["missed"]:
                    print(f"{address}  {what}: wrong {' '.join(result[what]['wrong']) or '-'}; missed {' '.join(result[what]['missed']) or '-'}")


if __name__ == "__main__":
    main()
