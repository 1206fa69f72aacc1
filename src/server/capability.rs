//! What the server tells a client that it can do, for the page docs/capabilities.md, which is made from this table.

use super::client::greeting;
use super::command;
use super::event::Facts;
use serde_json::Value;

/// One capability.
struct Feature {
    /// Its key in the reply to `initialize`.
    key: &'static str,
    title: &'static str,
    /// The requests and notifications that belong to it.
    methods: &'static [&'static str],
    /// What a person gets. Markdown.
    what: &'static str,
    neovim: &'static str,
    vscode: &'static str,
}

/// Every capability, in the order of the page.
const FEATURES: &[Feature] = &[
    Feature {
        key: "diagnosticProvider",
        title: "Findings, asked for",
        methods: &["textDocument/diagnostic", "workspace/diagnostic", "workspace/diagnostic/refresh"],
        what: "The findings of a file, or of all files, as `postil check` gives them. Reports are named by their content, so that what has \
            not changed is not sent again. With the findings of a source come those of the notes that depend on it. Offered to clients that can \
            be told to ask again or that take the findings of other files with an answer; to all others findings are sent \
            (`textDocument/publishDiagnostics`), never both.",
        neovim: "automatic in 0.12; 0.10 and 0.11 are sent the findings. `:lua vim.diagnostic.setqflist()` lists them, \
            `:lua vim.lsp.buf.workspace_diagnostics()` (0.12) asks for all files",
        vscode: "squiggles and the Problems view, of every note of the workspace",
    },
    Feature {
        key: "hoverProvider",
        title: "Hover",
        methods: &["textDocument/hover"],
        what: "Claim: verdict, the difference word by word, the evidence in its context and where it stands. Quotation: where its words stand. \
            Citation: title, author, date and file. Term: its definitions and how often it is used.",
        neovim: "`K`",
        vscode: "the pointer over the words, or Ctrl+K Ctrl+I",
    },
    Feature {
        key: "definitionProvider",
        title: "Definition",
        methods: &["textDocument/definition"],
        what: "Citation, link and footnote lead to the source (to the heading that they name); a quotation to its place; a claim to its \
            evidence; a term to its definitions.",
        neovim: "`Ctrl-]`, `Ctrl-T` leads back",
        vscode: "F12, or Ctrl and a click",
    },
    Feature {
        key: "declarationProvider",
        title: "Declaration",
        methods: &["textDocument/declaration"],
        what: "A citation leads to its entry in the bibliography, a term to the glossary, a link with a heading to the heading, a footnote to \
            its text.",
        neovim: "`:lua vim.lsp.buf.declaration()`",
        vscode: "Go to Declaration in the menu of the words",
    },
    Feature {
        key: "referencesProvider",
        title: "References",
        methods: &["textDocument/references"],
        what: "All uses of a term, all citations of a work, all links to a heading or note, all marks of a footnote; on a sentence of a \
            source every claim that rests on it.",
        neovim: "`grr`",
        vscode: "Shift+F12",
    },
    Feature {
        key: "documentHighlightProvider",
        title: "Highlights",
        methods: &["textDocument/documentHighlight"],
        what: "The same within the document.",
        neovim: "`:lua vim.lsp.buf.document_highlight()`",
        vscode: "the cursor on the words",
    },
    Feature {
        key: "completionProvider",
        title: "Completion",
        methods: &["textDocument/completion", "completionItem/resolve"],
        what: "Citation keys (found by key, author or title), wiki links and their headings, footnotes, terms; after an opening quotation mark \
            and a few words the exact words of a source with their citation; the figures of a cited sentence.",
        neovim: "`Ctrl-X Ctrl-O`, or `:lua vim.lsp.completion.enable(true, client_id, 0, {autotrigger = true})`",
        vscode: "while typing, or Ctrl+Space",
    },
    Feature {
        key: "codeActionProvider",
        title: "Quick fixes",
        methods: &["textDocument/codeAction", "codeAction/resolve"],
        what: "Take the source's words, restore a quotation, cite the source that has the words, silence with a reason; add a term to the glossary, \
            with what a source says of it or, for selected words that nobody defines, with nothing, to be filled in.",
        neovim: "`gra`",
        vscode: "Ctrl+. or the light bulb",
    },
    Feature {
        key: "renameProvider",
        title: "Rename",
        methods: &["textDocument/prepareRename", "textDocument/rename"],
        what: "A glossary's term, a citation key with its entry, a heading with the links to it, a footnote. Sources are never edited.",
        neovim: "`grn`",
        vscode: "F2",
    },
    Feature {
        key: "linkedEditingRangeProvider",
        title: "Editing together",
        methods: &["textDocument/linkedEditingRange"],
        what: "The label of a footnote is written in all its marks and before its text at once.",
        neovim: "`:lua vim.lsp.linked_editing_range.enable(true)` (0.12)",
        vscode: "with the setting `editor.linkedEditing`",
    },
    Feature {
        key: "codeLensProvider",
        title: "Lenses",
        methods: &["textDocument/codeLens", "workspace/codeLens/refresh"],
        what: "On a source: how many notes rest on it, and on each passage. On a note: how many of its claims are supported, in conflict, \
            unverified. A click lists the claims, or reports the coverage. There is nothing left to resolve.",
        neovim: "`:lua vim.lsp.codelens.enable()` shows them, `grx` runs one (0.12); before: `vim.lsp.codelens.refresh()`, `vim.lsp.codelens.run()`",
        vscode: "above the lines",
    },
    Feature {
        key: "inlayHintProvider",
        title: "Hints in the text",
        methods: &["textDocument/inlayHint", "workspace/inlayHint/refresh"],
        what: "Off by default (setting `inlayHints`): verdict and place at a claim's end, the title behind a citation key.",
        neovim: "`init_options = { inlayHints = \"all\" }` and `:lua vim.lsp.inlay_hint.enable()`",
        vscode: "the setting `postil.inlayHints`",
    },
    Feature {
        key: "semanticTokensProvider",
        title: "Colours",
        methods: &[
            "textDocument/semanticTokens/full",
            "textDocument/semanticTokens/full/delta",
            "textDocument/semanticTokens/range",
            "workspace/semanticTokens/refresh",
        ],
        what: "Citations, figures (quantities and dates), terms (of a glossary, and short forms that a source spells out) and quotations; with \
            what is known of the claim: `supported`, `conflict`. A note that was just opened has the words at once; verdicts and short forms \
            follow by a refresh.",
        neovim: "the groups `@lsp.type.citation`, `@lsp.type.figure`, `@lsp.type.term`, `@lsp.type.quotation`, `@lsp.mod.supported`, \
            `@lsp.mod.conflict`: `:hi link @lsp.mod.conflict DiagnosticUnderlineWarn`",
        vscode: "colours of the theme; `editor.semanticTokenColorCustomizations` changes them",
    },
    Feature {
        key: "documentSymbolProvider",
        title: "Outline",
        methods: &["textDocument/documentSymbol"],
        what: "Headings with their sections, a note's claims with their verdicts, a glossary's terms.",
        neovim: "`gO`",
        vscode: "the Outline view, or Ctrl+Shift+O",
    },
    Feature {
        key: "workspaceSymbolProvider",
        title: "Search by name",
        methods: &["workspace/symbol"],
        what: "Sources, terms and headings whose names have the letters in order, those that begin with them first; then claims that have the words.",
        neovim: "`:lua vim.lsp.buf.workspace_symbol()`",
        vscode: "Ctrl+T",
    },
    Feature {
        key: "documentLinkProvider",
        title: "Links",
        methods: &["textDocument/documentLink"],
        what: "Citations, wiki links and Markdown links to files of the workspace; a place in a file as `#LLINE,COLUMN`.",
        neovim: "`gx` (0.12)",
        vscode: "Ctrl and a click",
    },
    Feature {
        key: "foldingRangeProvider",
        title: "Folding",
        methods: &["textDocument/foldingRange"],
        what: "Front matter, sections, lists, block quotes, code, comments.",
        neovim: "`:set foldmethod=expr foldexpr=v:lua.vim.lsp.foldexpr()` (0.11)",
        vscode: "the arrows beside the lines",
    },
    Feature {
        key: "selectionRangeProvider",
        title: "Growing selections",
        methods: &["textDocument/selectionRange"],
        what: "Word, quantity, date, name or quotation, clause, sentence, block, section, document.",
        neovim: "`an` and `in` in visual mode (0.12)",
        vscode: "Shift+Alt+Right",
    },
    Feature {
        key: "executeCommandProvider",
        title: "Commands",
        methods: &["workspace/executeCommand", "window/showDocument", "window/showMessageRequest"],
        what: "See below.",
        neovim: "`client:exec_cmd({ title = \"\", command = \"postil.coverage\", arguments = {} })`",
        vscode: "the command palette: Postil",
    },
    Feature {
        key: "textDocumentSync",
        title: "Synchronisation",
        methods: &["textDocument/didOpen", "textDocument/didChange", "textDocument/didSave", "textDocument/didClose"],
        what: "Changes are sent as they are made; what is typed wins over the disk.",
        neovim: "automatic",
        vscode: "automatic",
    },
    Feature {
        key: "positionEncoding",
        title: "Positions",
        methods: &["initialize"],
        what: "UTF-8, UTF-16 or UTF-32, as the client offers; UTF-8 where it is among them.",
        neovim: "UTF-16 in 0.10, UTF-8 later",
        vscode: "UTF-16",
    },
    Feature {
        key: "workspace",
        title: "Folders and files",
        methods: &["workspace/didChangeWorkspaceFolders", "workspace/willRenameFiles", "workspace/didRenameFiles"],
        what: "Folders come and go. When a note or source is renamed or moved, the links to it are changed with it.",
        neovim: "`:lua vim.lsp.buf.add_workspace_folder()`; file managers with support for it rename",
        vscode: "the Explorer",
    },
];

/// What is told to a client that can do everything.
fn told() -> serde_json::Map<String, Value> {
    let facts = Facts { pull: true, prepare: true, ..Facts::default() };
    match serde_json::to_value(greeting(&facts).capabilities) {
        Ok(Value::Object(told)) => told,
        _ => serde_json::Map::new(),
    }
}

/// The page docs/capabilities.md.
pub fn page() -> String {
    let told = told();
    let mut out = String::from(
        "# What the language server can do\n\n\
         This page is made from the code (`UPDATE=1 cargo test --test docs`). The values are those of the reply to `initialize`, to a client \
         that can do everything. How the findings come to be told, workspaces and settings: [the language server](language-server.md).\n\n\
         | capability | value | requests |\n|---|---|---|\n",
    );
    for feature in FEATURES {
        let value = told.get(feature.key).map(short).unwrap_or_default();
        let methods: Vec<String> = feature.methods.iter().map(|m| format!("`{m}`")).collect();
        out.push_str(&format!("| `{}` | {value} | {} |\n", feature.key, methods.join(", ")));
    }
    for feature in FEATURES {
        out.push_str(&format!(
            "\n## {}\n\n{}\n\n- Neovim: {}\n- VS Code: {}\n",
            feature.title, feature.what, feature.neovim, feature.vscode
        ));
    }
    out.push_str(
        "\n## The commands\n\nEach takes at most one argument, an object, and gives one back.\n\n| command | what it does |\n|---|---|\n",
    );
    for (name, what) in command::ALL {
        out.push_str(&format!("| `{name}` | {what} |\n"));
    }
    out
}

/// A value on one line of a table.
fn short(value: &Value) -> String {
    match value {
        Value::Bool(true) => "yes".to_string(),
        Value::Object(parts) => {
            let part = |(key, value): (&String, &Value)| format!("{key}: {}", inner(value));
            parts.iter().map(part).collect::<Vec<_>>().join("; ")
        }
        other => inner(other),
    }
}

fn inner(value: &Value) -> String {
    match value {
        Value::String(text) => format!("`{}`", text.replace('|', "\\|")),
        Value::Array(all) => all.iter().map(inner).collect::<Vec<_>>().join(" "),
        Value::Object(parts) => {
            let part = |(key, value): (&String, &Value)| format!("{key} {}", inner(value));
            parts.iter().map(part).collect::<Vec<_>>().join(", ")
        }
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_string(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_table_has_what_is_told_and_nothing_else() {
        let told: BTreeSet<String> = told().keys().cloned().collect();
        let listed: BTreeSet<String> = FEATURES.iter().map(|f| f.key.to_string()).collect();
        assert_eq!(told, listed);
        assert_eq!(FEATURES.len(), listed.len(), "each once");
    }
}
