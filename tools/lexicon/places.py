#!/usr/bin/env python3
"""Writes postil's table of places from a WordNet 3.0 `dict` folder.

    places.py WORDNET_FOLDER FIRST_NAMES_TXT > src/language/lexicon/places.txt

A line is a place: its names, what it is, and in what it lies. A name that is a common word, a first name or part of the name of a
person as well is marked with `?`: only its surroundings can tell that a place is meant. WordNet's licence must stay beside the table.
Same input, same output.
"""

import re
import sys
from pathlib import Path

NAME = re.compile(r"[A-Z][a-z']+(?:[ -](?:[A-Z][a-z']+|of|the|and|de|del|da|do|la|le|les|el|am|an|on|upon))*")
# what a place is, by the words above it in WordNet; the first that fits
SORTS = [
    ("country", {"country", "kingdom", "empire", "continent"}),
    ("town", {"city", "town", "village", "municipality", "capital", "city_district", "borough", "suburb"}),
    ("island", {"island", "archipelago"}),
    ("region", {"state", "administrative_district", "region", "district", "peninsula", "geographical_area"}),
    ("water", {"body_of_water"}),
    ("height", {"natural_elevation", "range"}),
]
PERSON = "person"
NO_PLACE = {PERSON, "sign of the zodiac", "sign_of_the_zodiac", "celestial_body", "imaginary_place", "Colony"}


def nouns(folder):
    """Each noun synset: its words as they are written, and its pointers."""
    for line in (folder / "data.noun").open(encoding="latin-1"):
        if line.startswith(" "):
            continue
        f = line.split("|")[0].split()
        n = int(f[3], 16)
        at = 4 + 2 * n
        fields = [f[at + 1 + 4 * i: at + 5 + 4 * i] for i in range(int(f[at]))]
        yield f[0], [f[4 + 2 * i] for i in range(n)], [(symbol, other) for symbol, other, pos, _ in fields if pos == "n"]


def lowercase(folder):
    """Words that are written without a capital in some sense."""
    out = set()
    for name in ("noun", "verb", "adj", "adv"):
        for line in (folder / f"data.{name}").open(encoding="latin-1"):
            if not line.startswith(" "):
                f = line.split("|")[0].split()
                out.update(w.split("(")[0] for w in f[4:4 + 2 * int(f[3], 16):2] if w == w.lower())
    return out


def main(folder, first_names):
    folder = Path(folder)
    synsets = {offset: (words, pointers) for offset, words, pointers in nouns(folder)}

    def above(offset):
        seen, todo = set(), [offset]
        while todo:
            new = {o for symbol, o in synsets[todo.pop()][1] if symbol in ("@", "@i")} - seen
            seen |= new
            todo += new
        return {synsets[o][0][0] for o in seen}

    instances = {o: above(o) for o, (_, pointers) in synsets.items() if any(s == "@i" for s, _ in pointers)}
    common = lowercase(folder)
    given = {w for line in open(first_names) if not line.startswith("#") for w in line.split()}
    people = {part for o, up in instances.items() if PERSON in up for w in synsets[o][0] for part in w.lower().split("_")}

    def names(offset):
        spelled = [w.replace("_", " ") for w in synsets[offset][0]]
        return [w for w in spelled if NAME.fullmatch(w) and not w.lower().endswith(" capital")]

    places = {}
    for offset, up in instances.items():
        sort = next((sort for sort, words in SORTS if words & up), None)
        if sort and not up & NO_PLACE and names(offset):
            places[offset] = sort
    def doubtful(name):
        word = name.lower()
        return " " not in name and (word in common or word in given or word in people)

    print("# Made by tools/lexicon/places.py from WordNet 3.0 (WORDNET-LICENSE). The names of a place, what it is, in what it lies.")
    print("# A `?` behind a name: it is a word, a first name or a person's name as well.")
    rows = []
    for offset, sort in places.items():
        within = sorted({names(o)[0] for symbol, o in synsets[offset][1] if symbol == "#p" and o in places})
        rows.append((", ".join(n + "?" * doubtful(n) for n in names(offset)), sort, ", ".join(within)))
    for row in sorted(rows):
        print(" | ".join(row).rstrip(" |"))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
