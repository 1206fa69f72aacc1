#!/usr/bin/env python3
"""Derives postil's word tables from a WordNet 3.0 `dict` folder.

    wordnet.py WORDNET_FOLDER FREQUENCY_TXT OUTPUT_FOLDER

Writes `vocabulary.txt` (lemmas, parts of speech, sense groups), `inflected.txt` (forms that are better read as
an inflection although they are, or may look like, words of their own), `negated.txt` (antonyms that differ
by a negative prefix or suffix) and `broader.txt` (words that are broader than a word, or much like it). WordNet's
licence must stay beside them. Same input, same output.
"""

import re
import sys
from collections import defaultdict
from pathlib import Path

FILES = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
LEX_TYPE = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
WORD = re.compile(r"[a-z]{2,}")
SENSES_KEPT = 3  # the n first senses of a word and part of speech; the rest are too rare to prove anything
FAMILY_LIMIT = 14
# how much of a lemma's occurrences take an ending, roughly
SHARE = {("n", "s"): 0.30, ("v", "s"): 0.12, ("v", "ed"): 0.38, ("v", "ing"): 0.20, ("a", "er"): 0.12, ("a", "est"): 0.08}
# how much more often a form must stand as a word of its own to be kept apart from its lemma
NEEDED = {"s": 0.5, "ed": 0.25, "ing": 0.7, "er": 0.1, "est": 0.1}
# how far up the broader words of a noun and a verb may stand, and in how many of its senses
STEPS = {"n": 2, "v": 1}
BROADER_SENSES = 2
# what has more synsets below it than this is too broad to say anything
BROADEST = 150
ENDINGS = [
    ("n", "s", "s", ""), ("n", "s", "ses", "s"), ("n", "s", "xes", "x"), ("n", "s", "zes", "z"), ("n", "s", "ches", "ch"),
    ("n", "s", "shes", "sh"), ("n", "s", "men", "man"), ("n", "s", "ies", "y"), ("n", "s", "oes", "o"),
    ("v", "s", "s", ""), ("v", "s", "ies", "y"), ("v", "s", "es", ""), ("v", "ed", "ied", "y"),
    ("v", "ed", "ed", "e"), ("v", "ed", "ed", ""), ("v", "ing", "ing", "e"), ("v", "ing", "ing", ""),
    ("a", "er", "er", ""), ("a", "er", "er", "e"), ("a", "er", "ier", "y"),
    ("a", "est", "est", ""), ("a", "est", "est", "e"), ("a", "est", "iest", "y"),
]


def index(folder):
    """(lemma, part of speech), and its synsets from the most frequent sense on."""
    for name, pos in FILES.items():
        for line in (folder / f"index.{name}").open():
            f = line.split()
            if not line.startswith(" "):
                yield (f[0], pos), [(pos, o) for o in f[-int(f[2]):]]


def data(folder):
    """A synset, its words as they are written, and its pointers: (symbol, synset, which words they join)."""
    for name, pos in FILES.items():
        for line in (folder / f"data.{name}").open():
            if line.startswith(" "):
                continue
            f = line.split("|")[0].split()
            n = int(f[3], 16)
            at = 4 + 2 * n
            fields = [f[at + 1 + 4 * i: at + 5 + 4 * i] for i in range(int(f[at]))]
            pointers = [(symbol, ("a" if other == "s" else other, offset), ends) for symbol, offset, other, ends in fields]
            yield (pos, f[0]), [f[4 + 2 * i].split("(")[0] for i in range(n)], pointers


def read(folder):
    senses = {key: synsets for key, synsets in index(folder) if WORD.fullmatch(key[0])}
    counts = defaultdict(int)
    for line in (folder / "cntlist.rev").open():
        key, _, n = line.split()
        lemma, rest = key.split("%", 1)
        counts[lemma, LEX_TYPE[rest[0]]] += int(n)
    synsets, derived, named, plain, opposed = {}, set(), set(), set(), set()
    for synset, raw, pointers in data(folder):
        synsets[synset] = [w.lower() for w in raw]
        named.update((w.lower(), synset[0]) for w in raw if w != w.lower())
        plain.update((w, synset[0]) for w in raw if w == w.lower())
        for symbol, other, ends in pointers:
            if symbol in ("+", "\\", "!") and ends != "0000":
                (opposed if symbol == "!" else derived).add((synset, int(ends[:2], 16), other, int(ends[2:], 16)))

    def spelled(links):
        words = ((synsets[a][i - 1], synsets[b][j - 1]) for a, i, b, j in links)
        return {(min(x, y), max(x, y)) for x, y in words if x != y}

    pairs = spelled(derived)
    irregular = defaultdict(list)
    for name, pos in FILES.items():
        for line in (folder / f"{name}.exc").open():
            form, *lemmas = line.split()
            for l in lemmas:
                if WORD.fullmatch(form) and WORD.fullmatch(l) and form != l:
                    irregular[form].append((l, pos))
    return senses, counts, synsets, pairs, irregular, named, named - plain, spelled(opposed)


def inflections(form, vocabulary):
    out = []
    for pos, kind, end, back in ENDINGS:
        if form.endswith(end) and len(form) > len(end) + 1:
            stem = form[: -len(end)]
            tries = [stem + back]
            if kind in ("ed", "ing", "er", "est") and back == "" and len(stem) > 2 and stem[-1] == stem[-2]:
                tries.append(stem[:-1])
            out += [(t, pos, kind) for t in tries if t != form and (t, pos) in vocabulary]
    return out


def kind_of(form, pos):
    if pos == "n":
        return "s"
    if pos == "v":
        return "ing" if form.endswith("ing") else "ed"
    return "est" if form.endswith("st") else "er"


def common(a, b):
    n = 0
    while n < min(len(a), len(b)) and a[n] == b[n]:
        n += 1
    return n


def main(folder, frequency, out):
    senses, counts, synsets, pairs, irregular, named, only_named, opposed = read(Path(folder))
    frequent = set(w for l in open(frequency) if not l.startswith("#") for w in l.split()[1:])
    own = lambda w: sum(counts[w, p] for p in "nvar")
    lemmas = {w for w, _ in senses}
    # a form that is only ever tagged as an inflection is no lemma
    kept = {w for w in lemmas if own(w) > 0 or w in frequent}
    for w in lemmas - kept:
        # beside what was seen: words that an ending rule would take apart without reason
        if w.endswith(("s", "ed", "ing")) and not inflections(w, senses) and w not in irregular:
            kept.add(w)
    pos_of = {w: "".join(p for p in "nvar" if (w, p) in senses) for w in kept}

    inflected = {}
    forms = set(irregular) | {w for w in lemmas if inflections(w, senses)}
    for form in sorted(forms):
        readings = [(l, p, kind_of(form, p)) for l, p in irregular.get(form, []) if p != "r" and counts[l, p]]
        readings += inflections(form, senses)
        if counts[form, "n"]:  # owner, foreigner
            readings = [r for r in readings if r[1] != "a"]
        best = [((counts[l, p] + 0.02) * SHARE[p, kind] / NEEDED[kind], l) for l, p, kind in readings if l in kept]
        if not best:
            continue
        score, lemma = max(best)
        if form not in irregular and form not in kept:
            continue
        if score > own(form):
            inflected[form] = lemma
        elif form not in kept and form in lemmas:
            kept.add(form)
            pos_of[form] = "".join(p for p in "nvar" if (form, p) in senses)

    groups = defaultdict(list)
    number = 0
    for synset in sorted(synsets):
        pos = synset[0]
        members = sorted({w for w in synsets[synset] if w in kept and w not in inflected and synset in senses.get((w, pos), [])[:SENSES_KEPT] and (w, pos) not in named})
        if len(members) > 1:
            number += 1
            for w in members:
                groups[w].append(number)
    parent = {}

    def find(w):
        while parent.get(w, w) != w:
            w = parent[w]
        return w

    size = defaultdict(lambda: 1)
    for a, b in sorted(pairs, key=lambda p: (-common(*p), p)):
        if a not in kept or b not in kept or common(a, b) < min(4, len(a), len(b)):
            continue
        x, y = find(a), find(b)
        if x != y and size[x] + size[y] <= FAMILY_LIMIT:
            parent[y] = x
            size[x] += size[y]
    family = defaultdict(list)
    for w in sorted(kept):
        family[find(w)].append(w)
    for _, members in sorted(family.items()):
        if len(members) > 1:
            number += 1
            for w in members:
                groups[w].append(number)
    out = Path(out)
    with (out / "vocabulary.txt").open("w") as f:
        f.write("# Made by tools/lexicon/wordnet.py from WordNet 3.0 (WORDNET-LICENSE). Lemma, parts of speech (N: a name), sense groups (base 36).\n")
        for w in sorted(kept - (set(inflected) - set(inflected.values()))):
            pos = pos_of[w].replace("n", "N") if (w, "n") in only_named else pos_of[w]
            f.write(" ".join([w, pos, *map(base36, groups[w])]) + "\n")
    by_lemma = defaultdict(list)
    for form, lemma in inflected.items():
        by_lemma[lemma].append(form)
    with (out / "inflected.txt").open("w") as f:
        f.write("# Made by tools/lexicon/wordnet.py from WordNet 3.0 (WORDNET-LICENSE). Lemma, then forms read as its inflection.\n")
        for lemma in sorted(by_lemma):
            f.write(" ".join([lemma, *sorted(by_lemma[lemma])]) + "\n")


    with (out / "negated.txt").open("w") as f:
        f.write("# Made by tools/lexicon/wordnet.py from WordNet 3.0 (WORDNET-LICENSE): antonyms that differ by a negative prefix or suffix.\n")
        for a, b in sorted(opposed):
            if a in kept and b in kept and (a in frequent or b in frequent) and negated(a, b):
                f.write(f"polarity {a} | {b}\n")
    with (out / "broader.txt").open("w") as f:
        f.write("# Made by tools/lexicon/wordnet.py from WordNet 3.0 (WORDNET-LICENSE). A lemma, then lemmas that are broader or much like it.\n")
        for lemma, words in broader(Path(folder), frequent):
            f.write(" ".join([lemma, *words]) + "\n")


def broader(folder, frequent):
    """For each frequent lemma those that say less: a note that says “trip” for the source's “expedition” says no more than the source
    does. Its hypernyms in its first senses and, for adjectives, those that WordNet calls similar; no word so broad that it says nothing."""
    words, up, like = {}, {}, {}
    for synset, raw, pointers in data(folder):
        if synset[0] != "r":
            words[synset] = [w for w in raw if w in frequent and len(w) > 2]
            up[synset] = [other for symbol, other, _ in pointers if symbol == "@"]
            like[synset] = [other for symbol, other, _ in pointers if symbol == "&"]
    below = defaultdict(int)
    for synset in words:
        todo, seen = [synset], set()
        while todo:
            new = set(up[todo.pop()]) - seen
            seen |= new
            todo += new
        for above in seen:
            below[above] += 1
    out = defaultdict(set)
    for (lemma, pos), synsets in index(folder):
        if lemma not in frequent or pos == "r":
            continue
        for synset in synsets[:BROADER_SENSES]:
            level, found = [synset], set(like[synset])
            for _ in range(STEPS.get(pos, 0)):
                level = [above for s in level for above in up[s] if below[above] <= BROADEST]
                found.update(level)
            out[lemma].update(w for s in found for w in words[s] if w != lemma)
    return [(lemma, sorted(out[lemma])) for lemma in sorted(out) if out[lemma]]


def negated(a, b):
    for x, y in ((a, b), (b, a)):
        if any(y == prefix + x for prefix in ("un", "in", "im", "il", "ir", "dis", "non", "a", "mis", "anti", "de")):
            return True
        if x.endswith("ful") and y == x[:-3] + "less":
            return True
    return False


def base36(n):
    digits = ""
    while n:
        n, d = divmod(n, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[d] + digits
    return digits or "0"


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
