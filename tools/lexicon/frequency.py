#!/usr/bin/env python3
"""Counts lemmas in texts and writes their frequency classes.

    frequency.py WORDNET_FOLDER OUTPUT_TXT FILE…

A FILE is plain text or CoNLL-U (`.conllu`: its lemma column is taken). Plain text is lemmatised with WordNet's
endings. Class 1 has the most frequent lemmas, class 7 the least; what is not listed is class 8.
"""

import re
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import wordnet

# ranks at which a class ends
ENDS = [60, 200, 500, 1000, 2000, 3600, 6000]


def main(folder, out, files):
    senses, tagged, _, _, irregular, _, _ = wordnet.read(Path(folder))
    cache = {}

    def lemma(w):
        if w not in cache:
            own = sum(tagged[w, p] for p in "nvar")
            best = [(own, w)]
            best += [(tagged[l, p] * 0.3, l) for l, p in irregular.get(w, [])]
            best += [(tagged[l, p] * wordnet.SHARE[p, k], l) for l, p, k in wordnet.inflections(w, senses)]
            cache[w] = max(best)[1]
        return cache[w]

    counts = Counter()
    documents = Counter()
    for name in sorted(files):
        seen = set()
        if name.endswith(".conllu"):
            for line in open(name, encoding="utf-8"):
                f = line.split("\t")
                if len(f) > 3 and f[0].isdigit() and f[3] not in ("PUNCT", "SYM", "NUM", "X"):
                    w = f[2].lower()
                    if re.fullmatch(r"[a-z]{1,20}", w):
                        counts[w] += 1
                        documents[w] += 1
        else:
            for w in re.findall(r"(?<![\w.@/])[a-z]+(?![\w@/])", open(name, encoding="utf-8", errors="replace").read().lower()):
                w = lemma(w)
                counts[w] += 1
                if w not in seen:
                    seen.add(w)
                    documents[w] += 1
    ranked = [w for w, n in sorted(counts.items(), key=lambda x: (-x[1], x[0])) if documents[w] >= 4 and len(w) > 1]
    with open(out, "w") as f:
        f.write("# Lemmas by frequency class, 1 = most frequent; counted by tools/lexicon/frequency.py on about 1.3 million words of\n")
        f.write("# English news, encyclopedia articles, reviews, weblogs, mail and other web pages.\n")
        start = 0
        for i, end in enumerate(ENDS):
            words = sorted(ranked[start:end])
            for at in range(0, len(words), 16):
                f.write(" ".join([str(i + 1), *words[at: at + 16]]) + "\n")
            start = end


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
