"""Which nouns say what a thing is: writes corpus/definition/classes.txt from WordNet 3.0.

    python3 tools/lexicon/classes.py /usr/share/wordnet src/language/lexicon/vocabulary.txt > src/corpus/definition/classes.txt

A noun is listed under the lexicographer file (person, group, artifact, …) that at least six in ten of its tagged
uses belong to, or that of its first sense when it has no tagged use (an animal or plant where a word is rare). Only nouns that are in the vocabulary are
listed, and only in the files of concrete things: abstract heads are chosen by hand (heads.txt beside it).
"""

import collections
import sys

FILES = {5: "animal", 6: "artifact", 8: "body", 10: "communication", 13: "food", 14: "group", 15: "location", 17: "object", 18: "person", 20: "plant", 27: "substance"}


def main(folder, vocabulary):
    known = set()
    for line in open(vocabulary):
        fields = line.split()
        if fields and not line.startswith("#") and "n" in fields[1].lower():
            known.add(fields[0])
    file_of = {}
    for line in open(f"{folder}/data.noun"):
        if not line.startswith("  "):
            fields = line.split()
            file_of[fields[0]] = int(fields[1])
    counts = collections.defaultdict(dict)
    for line in open(f"{folder}/cntlist.rev"):
        key, sense, count = line.split()
        lemma, rest = key.split("%")
        if rest.startswith("1:"):
            counts[lemma][int(sense)] = int(count)
    listed = collections.defaultdict(list)
    for line in open(f"{folder}/index.noun"):
        if line.startswith("  "):
            continue
        fields = line.split()
        lemma, senses = fields[0], int(fields[2])
        if lemma not in known or not lemma.isalpha() or len(lemma) < 3:
            continue
        files = [file_of[o] for o in fields[-senses:]]
        share = collections.Counter()
        for sense, count in counts.get(lemma, {}).items():
            if sense <= len(files):
                share[files[sense - 1]] += count
        total = sum(share.values())
        best = files[0]
        if total:
            top, count = min(share.items(), key=lambda kv: (-kv[1], kv[0]))
            best = top if count * 10 >= total * 6 else None
        # rare words: an animal or a plant rather than what people are called after it
        if best not in FILES and total < 3:
            best = next((f for f in files if f in (5, 20)), best)
        if best in FILES:
            listed[FILES[best]].append(lemma)
    print("# Made by tools/lexicon/classes.py from WordNet 3.0 (see language/lexicon/WORDNET-LICENSE).")
    print("# Nouns that name a kind of thing, by kind.")
    for name in sorted(listed):
        words = sorted(listed[name])
        for i in range(0, len(words), 16):
            print(name, *words[i : i + 16])


if __name__ == "__main__":
    main(*sys.argv[1:])
