"""What an agent gets from `postil mcp`, on a workspace of its own: every tool, what is refused, and that the answers are those of
`check` and `judge`."""

import asyncio
import json
import pathlib
import subprocess
import sys
import tempfile

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

POSTIL = sys.argv[1]
SOURCE = "The mill at Corve ground 21 tonnes of flour in 1902. “The old wheel will turn until the river itself has run dry,” the miller wrote.\n"
NOTE = "𝄞 The mill at Corve ground 12 tonnes of flour in 1902. [[mill]]\n"
GLOSSARY = "# Glossary\n\n**Leat**: a channel that leads water to a mill.\n"


async def talk(root: pathlib.Path):
    command = StdioServerParameters(command=POSTIL, args=["mcp", "--root", str(root)])
    async with stdio_client(command) as (read, write), ClientSession(read, write) as session:
        hello = await session.initialize()
        assert hello.serverInfo.name == "postil", hello
        tools = {tool.name: tool for tool in (await session.list_tools()).tools}
        want = {"check_note", "check_text", "verify_claim", "find_evidence", "verify_quotation", "define_term", "list_sources"}
        assert set(tools) == want, tools.keys()
        assert all(tool.annotations.readOnlyHint and not tool.annotations.openWorldHint for tool in tools.values())

        async def ask(name, **arguments):
            result = await session.call_tool(name, arguments)
            assert not result.isError, (name, result.content)
            assert json.loads(result.content[0].text) == result.structuredContent
            return result.structuredContent

        async def refuses(word, name, **arguments):
            try:
                result = await session.call_tool(name, arguments)
            except Exception as error:  # a protocol error is a refusal too
                assert word in str(error), (word, error)
                return
            assert result.isError and word in result.content[0].text, (word, result)

        listed = await ask("list_sources")
        assert [s["path"] for s in listed["sources"]] == ["sources/mill.txt"] and listed["notes"] == ["notes/mill.md"], listed

        # the same as on the command line
        checked = await ask("check_note", path="notes/mill.md")
        run = subprocess.run([POSTIL, "check", "--root", str(root), "--format", "json"], capture_output=True, text=True)
        assert checked == json.loads(run.stdout), checked
        found = checked["diagnostics"][0]
        assert (found["rule"], found["claimed"]["text"], found["found"]["text"]) == ("number-conflict", "12 tonnes", "21 tonnes"), found

        text = await ask("check_text", text=NOTE.replace("12", "13"))
        assert text["diagnostics"][0]["claimed"]["text"] == "13 tonnes", text
        assert (await ask("check_text", text=NOTE.replace("12", "21"), coverage=True))["claims"][0]["verdict"] == "supported"

        pair = {"id": 1, "claim": "The mill at Corve ground 12 tonnes of flour in 1902.", "evidence": SOURCE}
        judged = json.loads(subprocess.run([POSTIL, "judge"], input=json.dumps(pair), capture_output=True, text=True).stdout)
        for against in ({"sources": ["mill"]}, {"sources": ["sources/mill.txt"]}, {"evidence": [SOURCE]}):
            claim = await ask("verify_claim", claim=pair["claim"], **against)
            assert all(claim[key] == judged[key] for key in ("verdict", "rule", "confidence", "claimed")), (claim, judged)
            assert claim["found"]["text"] == judged["found"]["text"] == "21 tonnes"
        claim = await ask("verify_claim", claim=pair["claim"].replace("12", "21"), sources=["mill"])
        assert claim["verdict"] == "supported" and claim["evidence"]["file"] == "sources/mill.txt", claim

        near = await ask("find_evidence", claim="flour that the mill ground", limit=1)
        assert len(near["sentences"]) == 1 and "tonnes" in near["sentences"][0]["text"], near

        words = "The old wheel will turn until the river itself has run dry"
        exact = await ask("verify_quotation", quotation=words)
        assert exact["verdict"] == "exact" and exact["found"]["line"] == 1, exact
        altered = await ask("verify_quotation", quotation=words.replace("old", "new"))
        assert altered["verdict"] == "altered" and altered["changes"] == [{"quoted": "new", "source": "old"}], altered
        absent = await ask("verify_quotation", quotation="Nobody here has ever said a thing about bees and lanterns")
        assert absent["verdict"] == "absent", absent

        term = await ask("define_term", term="leats")
        assert "channel" in term["definitions"][0]["definition"], term

        # a file that changes is read again
        (root / "notes/mill.md").write_text(NOTE.replace("12", "21"), encoding="utf-8")
        assert (await ask("check_note", path=str(root / "notes/mill.md")))["diagnostics"] == []

        for path in ("../secret.md", "/etc/passwd", "notes/../../secret.md"):
            await refuses("outside", "check_note", path=path)
            await refuses("outside", "check_text", text="A pear. [[mill]]", path=path)
        await refuses("no note", "check_note", path="sources/mill.txt")
        await refuses("no source", "verify_claim", claim="A pear.", sources=["../secret.md"])
        await refuses("no source", "verify_quotation", quotation="41 pears", sources=["/etc/passwd"])
        await refuses("missing", "check_note")
        await refuses("either", "verify_claim", claim="A pear.")
        await refuses("no tool", "write_note", path="notes/mill.md")
        hostile = await ask("check_text", text="\x00\x1b[31m “" + "[[" * 5000 + "> " * 5000)
        assert hostile["version"] == 1


def main():
    with tempfile.TemporaryDirectory() as folder:
        base = pathlib.Path(folder).resolve()
        (base / "secret.md").write_text("41 pears\n", encoding="utf-8")
        root = base / "workspace"
        for path, text in {"sources/mill.txt": SOURCE, "notes/mill.md": NOTE, "glossary.md": GLOSSARY}.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        asyncio.run(talk(root))
        gone = subprocess.run([POSTIL, "mcp", "--root", str(root)], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=20)
        assert gone.stdout == "" and "panicked" not in gone.stderr, gone
        print("mcp: every tool answers as check and judge do, and refuses what lies outside")


main()
