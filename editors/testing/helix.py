"""postil in Helix: helix.py PROGRAM SCRATCH. SCRATCH has expected.json, config/ and the workspaces."""
import json
import pathlib
import sys

from terminal import Terminal

program, scratch = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
expected = json.loads((scratch / "expected.json").read_text())
CASES = [
    ("fixture/notes/lake.md", "14 million", "41 million cubic metres", "reservoir.txt"),
    ("seeds/drafts/economic-security.md", "December 2015", "December 2013", "economic-security.txt"),
]


def selections(terminal, count):
    """The text under the next findings, as Helix selects them."""
    out = scratch / "selection"
    texts = []
    for _ in range(count):
        out.unlink(missing_ok=True)
        terminal.type("]d", 0.2)
        terminal.type(f":pipe-to cat > {out}\r")
        terminal.until("a selection", lambda: out.exists() and out.stat().st_size > 0)
        texts.append(out.read_text())
    return texts


def case(file, slip, right, source):
    path = scratch / file
    wanted = [d["text"] for d in expected if d["file"] == file]
    terminal = Terminal([program, "-v", str(path)], {"XDG_CONFIG_HOME": str(scratch / "config"), "XDG_CACHE_HOME": str(scratch / "cache")})
    try:
        terminal.shows(path.name)
        # the diagnostics picker has all of them
        def listed():
            terminal.type(" d", 0.5)
            seen = f"{len(wanted)}/{len(wanted)}" in terminal.text()
            terminal.type("\x1b", 0.2)
            return seen
        terminal.until(f"{len(wanted)} findings", listed)
        # as often as there are findings, from the top; the last stays
        terminal.type("gg")
        got = selections(terminal, len(wanted))
        assert got == wanted, f"under the findings\n  wanted {wanted}\n  got    {got}"
        print(f"ok      {file}: {len(wanted)} findings, with the words of postil check under them")

        terminal.type(f"gg/{slip}\r")
        terminal.type(";")
        terminal.type(" k", 0.5)
        terminal.shows("source says " + right)
        print("ok      hover has the source's words")
        terminal.type("\x1b")

        terminal.type(f"gg/{slip}\r")
        terminal.type("gd", 0.5)
        terminal.shows(source, right)
        out = scratch / "line"
        out.unlink(missing_ok=True)
        terminal.type(f"x:pipe-to cat > {out}\r")
        terminal.until("a line", lambda: out.exists() and out.stat().st_size > 0)
        assert right in out.read_text(), out.read_text()
        print("ok      definition goes to the words in the source")
        terminal.type("\x0f", 0.5)  # back

        terminal.shows(path.name)
        terminal.type(f"gg/{slip}\r")
        terminal.type(" a", 0.5)
        terminal.shows("replace “" + slip)
        terminal.type("\r", 0.5)
        terminal.type(":w\r", 0.5)
        terminal.until("the fix in the file", lambda: right in path.read_text())
        def fewer():
            terminal.type(" d", 0.5)
            seen = f"{len(wanted) - 1}/{len(wanted) - 1}" in terminal.text()
            terminal.type("\x1b", 0.2)
            return seen
        terminal.until("one finding less", fewer)
        print("ok      a fix takes the finding away")
        terminal.type(":q!\r")
        terminal.until("its end", terminal.over)
    finally:
        terminal.end()


for one in CASES:
    case(*one)
# Debian leaves the grammars out. Once Helix has told the server to end, it complains to itself about what it cannot hand on any more.
faults, ended, running = [], 0, False
for line in (scratch / "cache/helix/helix.log").read_text().splitlines():
    if '"method":"initialize"' in line:
        running = True
    elif '-> {"jsonrpc":"2.0","method":"exit"' in line:
        running = False
        ended += 1
    elif running and "[ERROR]" in line and "tree-sitter" not in line:
        faults.append(line)
assert ended == len(CASES), f"{ended} servers were told to end"
assert not faults, "errors in Helix's log:\n" + "\n".join(faults[:5])
print("ok      no error in Helix's log")
