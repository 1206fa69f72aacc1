#!/usr/bin/env python3
"""Derives `broader.txt` from a WordNet 3.0 `dict` folder: words that are broader than a word, or much like it.

    broader.py WORDNET_FOLDER FREQUENCY_TXT > broader.txt

A note that says “trip” for the source's “expedition” says no more than the source does. For each frequent lemma: its hypernyms
(nouns two steps up, verbs one) in its first two senses, and for adjectives those that WordNet calls similar. Only frequent
words are kept, and no word so broad that it says nothing. Same input, same output.
"""

import re
import sys
from collections import defaultdict
from pathlib import Path

WORD = re.compile(r"[a-z]{3,}")
STEPS = {"n": 2, "v": 1}
SENSES = 2
# words with more hyponyms than this are too broad to say anything
BROADEST = 150


def main(folder, frequency):
    folder = Path(folder)
    frequent = {w for l in open(frequency) if not l.startswith("#") for w in l.split()[1:]}
    words, up, like = {}, defaultdict(list), defaultdict(list)
    for name, pos in (("noun", "n"), ("verb", "v"), ("adj", "a")):
        for line in (folder / f"data.{name}").open():
            if line.startswith(" "):
                continue
            f = line.split("|")[0].split()
            n = int(f[3], 16)
            raw = [f[4 + 2 * i].split("(")[0] for i in range(n)]
            words[pos, f[0]] = [w for w in raw if WORD.fullmatch(w)]
            at = 4 + 2 * n
            for i in range(int(f[at])):
                symbol, offset, other, _ = f[at + 1 + 4 * i : at + 5 + 4 * i]
                if symbol == "@":
                    up[pos, f[0]].append((pos, offset))
                if symbol == "&":
                    like[pos, f[0]].append((pos, offset))
    below = defaultdict(set)
    for s in list(words):
        todo, seen = [s], set()
        while todo:
            for p in up[todo.pop()]:
                if p not in seen:
                    seen.add(p)
                    todo.append(p)
        for p in seen:
            below[p].add(s)
    out = defaultdict(set)
    for name, pos in (("noun", "n"), ("verb", "v"), ("adj", "a")):
        for line in (folder / f"index.{name}").open():
            f = line.split()
            if line.startswith(" ") or f[0] not in frequent:
                continue
            n = int(f[2])
            for offset in f[-n:][:SENSES]:
                level = [(pos, offset)]
                found = set(like[pos, offset])
                for _ in range(STEPS.get(pos, 0)):
                    level = [p for s in level for p in up[s] if len(below[p]) <= BROADEST]
                    found.update(level)
                for s in found:
                    out[f[0]].update(w for w in words[s] if w in frequent and w != f[0])
    print("# Made by tools/lexicon/broader.py from WordNet 3.0 (WORDNET-LICENSE). A lemma, then lemmas that are broader or much like it.")
    for w in sorted(out):
        if out[w]:
            print(w, *sorted(out[w]))


main(*sys.argv[1:])
