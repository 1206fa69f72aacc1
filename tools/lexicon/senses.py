#!/usr/bin/env python3
"""Derives the fields of meaning of words from a WordNet 3.0 `dict` folder.

    senses.py WORDNET_FOLDER VOCABULARY_TXT OUTPUT

One line for each word of the vocabulary: the word, and three digits of base 36. The first is the field of meaning (WordNet's
lexicographer file) of its first sense as a noun, the second that as a verb, counted from 1, 0 where it is none; the third adds 1
for an adjective, 2 for an adverb. Same input, same output.
"""

import sys
from pathlib import Path

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
FIRST = {"noun": 2, "verb": 28}  # the number before the first field of each


def fields(folder, name):
    """The field of each synset."""
    lines = ((folder / f"data.{name}").open())
    return {f[0]: int(f[1]) for f in (line.split(" ", 2) for line in lines) if f[0]}


def main(folder, vocabulary, output):
    known = {line.split()[0] for line in Path(vocabulary).open() if not line.startswith("#")}
    folder, out = Path(folder), {}
    for k, name in enumerate(["noun", "verb", "adj", "adv"]):
        field = fields(folder, name)
        for line in (folder / f"index.{name}").open():
            f = line.split()
            if line.startswith(" ") or f[0] not in known:
                continue
            code = out.setdefault(f[0], [0, 0, 0])
            if name in FIRST:
                code[k] = field[f[-int(f[2])]] - FIRST[name]
            else:
                code[2] |= 1 << (k - 2)
    lines = ["# Made by tools/lexicon/senses.py from WordNet 3.0 (language/lexicon/WORDNET-LICENSE)."]
    lines += [f"{word} {''.join(DIGITS[c] for c in out[word])}" for word in sorted(out)]
    Path(output).write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
