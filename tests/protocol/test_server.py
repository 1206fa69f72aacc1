"""The server through an independent client, pytest-lsp, with what three editors say of themselves.

Run by .ci/protocol. POSTIL is the program, TAP a folder for what is said (see tap.py). What is compared is the text under a range:
the editors count in UTF-8, UTF-16 and UTF-32.
"""

import asyncio
import os
import pathlib
import sys

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

HERE = pathlib.Path(__file__).parent
SERVER = [sys.executable, str(HERE / "tap.py"), os.environ["TAP"], os.environ["POSTIL"], "lsp"]

SEA = (
    "# 𝄞 The sea 海\n\n𝄞 海。 The level of the lake fell by 21 cm between 1990 and 2010. "
    "The Orrin Water Board (OWB) met twice.\n\n## Später 後\n\n𝄞 A mayor said: “We will build no second sluice before the year is out.”\n"
)
NOTE = (
    "# 𝄞 Notes 記\n\n𝄞 湖。 The level of the lake fell by 12 cm between 1990 and 2010. [[sea#Später 後]]\n\n"
    "𝄞 A mayor said: “We will build no second sluice before the year is out.” [@sea, p. 3][^1]\n\n"
    "[^1]: See [[other]]. The OWB and the sluices.\n"
)
FILES = {
    "sources/sea.md": SEA,
    "notes/n.md": NOTE,
    "notes/altered.md": "𝄞 A mayor said: “We will build no third sluice before the year is out.” [@sea]\n",
    "notes/other.md": "# Other\n\nThe level of the lake fell by 21 cm between 1990 and 2010. [[sea]]\n",
    "glossary.md": "**Sluice 門**: a 𝄞 gate\n\n**Sluice**: a gate\n",
    "references.bib": "@misc{sea, title = {The 𝄞 Sea}, author = {A. Writer}, date = {2011-05}}\n",
}


class Session:
    """A client with a workspace of its own."""

    def __init__(self, client, root, greeting, capabilities):
        self.client = client
        self.root = root
        self.capabilities = greeting.capabilities
        self.encoding = greeting.capabilities.position_encoding
        tokens = capabilities.workspace and capabilities.workspace.semantic_tokens
        self.refreshes = bool(tokens and tokens.refresh_support)

    def uri(self, path):
        return (self.root / path).as_uri()

    def document(self, path="notes/n.md"):
        return types.TextDocumentIdentifier(uri=self.uri(path))

    def units(self, text):
        match self.encoding:
            case types.PositionEncodingKind.Utf8:
                return len(text.encode())
            case types.PositionEncodingKind.Utf32:
                return len(text)
        return len(text.encode("utf-16-le")) // 2

    def position(self, text, words, letters=0):
        at = text.index(words) + letters
        before = text[:at].split("\n")
        return types.Position(line=len(before) - 1, character=self.units(before[-1]))

    def under(self, text, span):
        lines = text.split("\n")

        def offset(place):
            line = lines[place.line]
            characters = next(n for n in range(len(line) + 1) if self.units(line[:n]) >= place.character)
            assert self.units(line[:characters]) == place.character, "in the middle of a character"
            return sum(len(l) + 1 for l in lines[: place.line]) + characters

        return text[offset(span.start) : offset(span.end)]

    def edits(self, edit):
        """Each edit with the path of its file."""
        if edit.document_changes:
            every = [(change.text_document.uri, e) for change in edit.document_changes for e in change.edits]
        else:
            every = [(uri, e) for uri, edits in (edit.changes or {}).items() for e in edits]
        return [(uri.removeprefix(self.root.as_uri() + "/"), e) for uri, e in every]

    def open(self, path):
        item = types.TextDocumentItem(uri=self.uri(path), language_id="markdown", version=1, text=FILES[path])
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=item))

    def at(self, kind, words, letters=0, **more):
        return kind(text_document=self.document(), position=self.position(NOTE, words, letters), **more)

    def whole(self, text=NOTE):
        lines = text.split("\n")
        return types.Range(types.Position(0, 0), types.Position(len(lines) - 1, self.units(lines[-1])))


def pulling():
    """A client that asks for findings, in code points."""
    capabilities = client_capabilities("neovim")
    capabilities.general.position_encodings = ["utf-32"]
    capabilities.text_document.diagnostic = types.DiagnosticClientCapabilities(related_document_support=True)
    capabilities.workspace.diagnostics = types.DiagnosticWorkspaceClientCapabilities(refresh_support=True)
    return capabilities


CLIENTS = {
    "neovim": lambda: client_capabilities("neovim"),
    "visual-studio-code": lambda: client_capabilities("visual-studio-code"),
    "emacs": lambda: client_capabilities("emacs"),
    "pulling": pulling,
}


@pytest_lsp.fixture(config=ClientServerConfig(server_command=SERVER), params=list(CLIENTS))
async def editor(request, lsp_client: LanguageClient, tmp_path):
    @lsp_client.feature(types.CLIENT_REGISTER_CAPABILITY)
    def register(_: types.RegistrationParams):
        return None

    for refresh in (
        types.WORKSPACE_CODE_LENS_REFRESH,
        types.WORKSPACE_DIAGNOSTIC_REFRESH,
        types.WORKSPACE_INLAY_HINT_REFRESH,
    ):
        lsp_client.feature(refresh)(lambda *_: None)
    lsp_client.recoloured, lsp_client.traces = asyncio.Event(), []

    @lsp_client.feature(types.WORKSPACE_SEMANTIC_TOKENS_REFRESH)
    def recolour(*_):
        lsp_client.recoloured.set()

    @lsp_client.feature(types.LOG_TRACE)
    def trace(params: types.LogTraceParams):
        lsp_client.traces.append(params)

    @lsp_client.feature(types.WINDOW_SHOW_MESSAGE_REQUEST)
    def choose(request: types.ShowMessageRequestParams):
        return request.actions[0]

    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    capabilities = CLIENTS[request.param]()
    greeting = await lsp_client.initialize_session(
        types.InitializeParams(
            capabilities=capabilities,
            workspace_folders=[types.WorkspaceFolder(uri=tmp_path.as_uri(), name="test")],
            initialization_options={"debounce": 0, "inlayHints": "all"},
        )
    )
    # what is yielded is not passed on
    lsp_client.session = Session(lsp_client, tmp_path, greeting, capabilities)
    yield
    await lsp_client.shutdown_session()


async def findings(session):
    session.open("notes/n.md")
    uri = session.uri("notes/n.md")
    if session.capabilities.diagnostic_provider:
        report = await session.client.text_document_diagnostic_async(
            types.DocumentDiagnosticParams(text_document=session.document())
        )
        assert uri not in session.client.diagnostics, "never both"
        return report.items
    while uri not in session.client.diagnostics:
        await session.client.wait_for_notification("textDocument/publishDiagnostics")
    return session.client.diagnostics[uri]


@pytest.mark.asyncio
async def test_a_day(editor):
    """Everything that is advertised, once, in one session."""
    session = editor.session
    client, under, position = session.client, session.under, session.position

    [finding] = await findings(session)
    assert (finding.code, finding.source, under(NOTE, finding.range)) == ("number-conflict", "postil", "12 cm")
    if finding.related_information:
        place = finding.related_information[0].location
        assert under(SEA, place.range) == "21 cm"

    hover = await client.text_document_hover_async(session.at(types.HoverParams, "12 cm"))
    assert "21 cm" in hover.contents.value and "湖" not in under(NOTE, hover.range)
    links = await client.text_document_definition_async(session.at(types.DefinitionParams, "12 cm"))
    target = links[0]
    selected = target.target_selection_range if isinstance(target, types.LocationLink) else target.range
    assert under(SEA, selected) == "21 cm"

    context = types.ReferenceContext(include_declaration=True)
    found = await client.text_document_references_async(session.at(types.ReferenceParams, "OWB", 1, context=context))
    assert {under(FILES[f.uri.removeprefix(session.root.as_uri() + "/")], f.range) for f in found} >= {"OWB"}
    marks = await client.text_document_document_highlight_async(session.at(types.DocumentHighlightParams, "[@sea", 2))
    assert marks and all("sea" in under(NOTE, m.range) for m in marks)

    symbols = await client.text_document_document_symbol_async(types.DocumentSymbolParams(text_document=session.document()))
    assert "Notes 記" in symbols[0].name
    named = await client.workspace_symbol_async(types.WorkspaceSymbolParams(query="später"))
    assert under(SEA, named[0].location.range) == "Später 後"
    document_links = await client.text_document_document_link_async(types.DocumentLinkParams(text_document=session.document()))
    assert under(NOTE, document_links[0].range) == "sea"
    folds = await client.text_document_folding_range_async(types.FoldingRangeParams(text_document=session.document()))
    assert NOTE.split("\n")[folds[0].start_line] == "# 𝄞 Notes 記"
    selection = await client.text_document_selection_range_async(
        types.SelectionRangeParams(text_document=session.document(), positions=[position(NOTE, "12 cm", 1)])
    )
    assert under(NOTE, selection[0].range) == "12"

    lenses = await client.text_document_code_lens_async(types.CodeLensParams(text_document=session.document()))
    assert lenses[0].command.title.startswith("3 claims: 2 supported, 1 in conflict")
    hints = await client.text_document_inlay_hint_async(
        types.InlayHintParams(text_document=session.document(), range=session.whole())
    )
    assert any(hint.label == "conflict: sources/sea.md:3" for hint in hints)
    client.recoloured.clear()
    tokens = await client.text_document_semantic_tokens_full_async(types.SemanticTokensParams(text_document=session.document()))
    if session.refreshes:
        # what the sources spell out comes later
        await asyncio.wait_for(client.recoloured.wait(), 30)
        tokens = await client.text_document_semantic_tokens_full_async(types.SemanticTokensParams(text_document=session.document()))
    assert tokens.data and len(tokens.data) % 5 == 0
    delta = await client.text_document_semantic_tokens_full_delta_async(
        types.SemanticTokensDeltaParams(text_document=session.document(), previous_result_id=tokens.result_id)
    )
    assert list(delta.edits) == []
    some = await client.text_document_semantic_tokens_range_async(
        types.SemanticTokensRangeParams(text_document=session.document(), range=finding.range)
    )
    assert len(some.data) >= 5

    completion = await client.text_document_completion_async(session.at(types.CompletionParams, "[[other", 4))
    items = completion.items if isinstance(completion, types.CompletionList) else completion
    assert any("other" in item.label for item in items)
    await client.completion_item_resolve_async(items[0])
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(
            text_document=session.document(), range=finding.range, context=types.CodeActionContext(diagnostics=[finding])
        )
    )
    assert any(isinstance(a, types.CodeAction) and a.is_preferred for a in actions)
    session.open("notes/altered.md")
    altered = FILES["notes/altered.md"]
    [all_of_them] = await client.text_document_code_action_async(
        types.CodeActionParams(
            text_document=session.document("notes/altered.md"),
            range=session.whole(altered),
            context=types.CodeActionContext(diagnostics=[], only=["source.fixAll.postil"]),
        )
    )
    if all_of_them.edit is None:
        all_of_them = await client.code_action_resolve_async(all_of_them)
    [(path, edit)] = session.edits(all_of_them.edit)
    restored = altered.replace(under(altered, edit.range), edit.new_text, 1)
    assert (path, restored) == ("notes/altered.md", altered.replace("third", "second"))
    if isinstance(session.capabilities.rename_provider, types.RenameOptions):
        prepared = await client.text_document_prepare_rename_async(session.at(types.PrepareRenameParams, "[^1]", 2))
        assert prepared is not None
    renamed = await client.text_document_rename_async(session.at(types.RenameParams, "[^1]", 2, new_name="2"))
    assert [(path, under(NOTE, edit.range)) for path, edit in session.edits(renamed)] == [("notes/n.md", "1")] * 2
    if session.capabilities.workspace and session.capabilities.workspace.file_operations:
        move = types.FileRename(old_uri=session.uri("notes/other.md"), new_uri=session.uri("notes/𝄞 else.md"))
        moved = await client.workspace_will_rename_files_async(types.RenameFilesParams(files=[move]))
        [(path, edit)] = session.edits(moved)
        assert (path, under(NOTE, edit.range), edit.new_text) == ("notes/n.md", "other", "𝄞 else")

    declared = await client.text_document_declaration_async(session.at(types.DeclarationParams, "[@sea", 2))
    assert under(FILES["references.bib"], declared[0].range) == "sea"
    linked = await client.text_document_linked_editing_range_async(session.at(types.LinkedEditingRangeParams, "[^1]", 2))
    assert [under(NOTE, r) for r in linked.ranges] == ["1", "1"]

    for command in session.capabilities.execute_command_provider.commands:
        if not command.startswith("postil."):
            continue
        argument = {"uri": session.uri("sources/sea.md" if command == "postil.resting" else "notes/n.md")}
        if command == "postil.evidence":
            place = position(NOTE, "lake")
            argument["position"] = {"line": place.line, "character": place.character}
        arguments = [] if command == "postil.reindex" else [argument]
        result = await client.workspace_execute_command_async(types.ExecuteCommandParams(command=command, arguments=arguments))
        assert result is not None, command

    if session.capabilities.diagnostic_provider:
        report = await client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams(previous_result_ids=[]))
        assert session.uri("notes/n.md") in [item.uri for item in report.items]


@pytest.mark.asyncio
async def test_work_is_told_when_it_is_asked_for(editor):
    session, client = editor.session, editor.session.client
    await findings(session)
    assert client.traces == []

    async def hovered(beginning):
        await client.text_document_hover_async(session.at(types.HoverParams, "12 cm"))
        for _ in range(300):
            told = [line for line in client.traces if line.message.startswith(beginning)]
            if told:
                return told[0]
            await asyncio.sleep(0.02)
        raise AssertionError(client.traces)

    client.set_trace(types.SetTraceParams(value=types.TraceValue.Messages))
    line = await hovered("textDocument/hover (")
    assert " n.md answered in " in line.message and line.message.endswith(" µs") and line.verbose is None
    client.set_trace(types.SetTraceParams(value=types.TraceValue.Verbose))
    client.traces.clear()
    assert '"position"' in (await hovered("textDocument/hover (")).verbose
    client.set_trace(types.SetTraceParams(value=types.TraceValue.Off))
    await client.text_document_hover_async(session.at(types.HoverParams, "12 cm"))
    client.traces.clear()
    await client.text_document_hover_async(session.at(types.HoverParams, "12 cm"))
    assert client.traces == []


@pytest.mark.asyncio
async def test_edits_arrive_in_the_clients_units(editor):
    """A letter is taken out behind characters of several units each; the finding moves with the words."""
    session = editor.session
    client = session.client
    [finding] = await findings(session)
    start, end = session.position(NOTE, "湖"), session.position(NOTE, "湖", 1)
    changed = NOTE.replace("湖", "", 1)
    client.diagnostics.clear()
    client.text_document_did_change(
        types.DidChangeTextDocumentParams(
            text_document=types.VersionedTextDocumentIdentifier(uri=session.uri("notes/n.md"), version=2),
            content_changes=[types.TextDocumentContentChangePartial(range=types.Range(start, end), text="")],
        )
    )
    if session.capabilities.diagnostic_provider:
        report = await client.text_document_diagnostic_async(types.DocumentDiagnosticParams(text_document=session.document()))
        [moved] = report.items
    else:
        while session.uri("notes/n.md") not in client.diagnostics:
            await client.wait_for_notification("textDocument/publishDiagnostics")
        [moved] = client.diagnostics[session.uri("notes/n.md")]
    assert session.under(changed, moved.range) == session.under(NOTE, finding.range) == "12 cm"
    client.text_document_did_close(types.DidCloseTextDocumentParams(text_document=session.document()))
