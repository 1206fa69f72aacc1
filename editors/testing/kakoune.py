"""postil in Kakoune: kakoune.py PROGRAM SCRATCH. SCRATCH has expected.json and the workspaces."""
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


def value(terminal, expression):
    """What an expansion of Kakoune's gives."""
    out = scratch / "value"
    out.unlink(missing_ok=True)
    terminal.type(f":echo -to-file {out} {expression}\r", 0.1)
    terminal.until(f"a value of {expression}", lambda: out.exists())
    terminal.read(0.1)
    return out.read_text()


def marked(terminal):
    """How many places are underlined. The option has a number of the buffer's state before them."""
    return len(value(terminal, "%opt{lsp_inline_diagnostics}").split()) - 1


def case(file, slip, right, source):
    path = scratch / file
    wanted = [d["text"] for d in expected if d["file"] == file]
    terminal = Terminal([program, str(path)], {})
    try:
        terminal.shows(path.name)
        terminal.until(f"{len(wanted)} findings", lambda: marked(terminal) == len(wanted))
        terminal.type("gg")
        got = []
        for _ in wanted:
            terminal.type(":lsp-find-error error warning info hint\r")
            got.append(value(terminal, "%val{selection}"))
        assert got == wanted, f"under the findings\n  wanted {wanted}\n  got    {got}"
        print(f"ok      {file}: {len(wanted)} findings, with the words of postil check under them")

        terminal.type(f"gg/{slip}\r")
        terminal.type(":lsp-hover\r", 0.5)
        terminal.shows("source says " + right)
        print("ok      hover has the source's words")
        terminal.type("\x1b")

        terminal.type(f"gg/{slip}\r")
        terminal.type(":lsp-definition\r")
        terminal.until("the source", lambda: value(terminal, "%val{buffile}").endswith(source))
        # from the place that was jumped to up to the end of its line
        terminal.type(";Gl")
        assert value(terminal, "%val{selection}").startswith(right), value(terminal, "%val{selection}")
        print("ok      definition goes to the words in the source")
        terminal.type(f":edit {path}\r")

        terminal.type(f"gg/{slip}\r")
        terminal.type(":lsp-code-actions\r", 0.5)
        terminal.shows("replace “" + slip)
        terminal.type("\t", 0.3)
        terminal.type("\r", 0.5)
        terminal.until("the fix", lambda: terminal.type(":write\r") or right in path.read_text())
        terminal.until("one finding less", lambda: marked(terminal) == len(wanted) - 1)
        print("ok      a fix takes the finding away")

        log = scratch / "log"
        terminal.type(f":evaluate-commands -buffer *debug* %{{ write -force {log} }}\r")
        terminal.until("the log", log.exists)
        faults = [line for line in log.read_text().splitlines() if "error" in line.lower()]
        assert not faults, "errors in Kakoune's log:\n" + "\n".join(faults[:5])
        log.unlink()
        print("ok      no error in Kakoune's log")
        terminal.type(":quit!\r")
        terminal.until("its end", terminal.over)
    finally:
        terminal.end()


for one in CASES:
    case(*one)
