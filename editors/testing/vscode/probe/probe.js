// Runs inside VS Code, as an extension of its own: what does the person get from Postil? Nothing in here knows Postil's code.
//
// $POSTIL_PROBE is a folder. In it: expected.json, what `postil check` finds ({file, rule, line, column, text, message}, lines and
// columns from 1, columns in characters). Out of it: results.json, [{name, ok, why}]. Whenever the window shows something worth
// a picture, a file `show-NAME` appears, and the probe goes on when it is gone.
const fs = require("node:fs");
const path = require("node:path");
const vscode = require("vscode");

const PATIENCE = 30_000;
const folder = process.env.POSTIL_PROBE;
const results = [];

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function until(what, get, patience = PATIENCE) {
  for (const end = Date.now() + patience; Date.now() < end; await sleep(100)) {
    const value = await get();
    if (value) return value;
  }
  throw new Error(`never happened: ${typeof what === "function" ? what() : what}`);
}

function equal(what, got, wanted) {
  const [a, b] = [JSON.stringify(got), JSON.stringify(wanted)];
  if (a !== b) throw new Error(`${what}\n  wanted ${b}\n  got    ${a}`);
}

function contains(what, text, part) {
  if (!text.includes(part)) throw new Error(`${what}: no “${part}” in\n${text}`);
}

async function test(name, body) {
  try {
    await body();
    results.push({ name, ok: true });
  } catch (error) {
    results.push({ name, ok: false, why: String(error?.stack ?? error) });
  }
}

async function picture(name) {
  const file = path.join(folder, `show-${name}`);
  fs.writeFileSync(file, "");
  await until(`picture ${name}`, () => !fs.existsSync(file));
}

const root = () => vscode.workspace.workspaceFolders[0].uri;
const at = (file) => vscode.Uri.joinPath(root(), file);

function ours(uri) {
  return vscode.languages.getDiagnostics(uri).filter((d) => d.source === "postil");
}

/** Findings as `postil check` writes them. */
async function findings(file) {
  const document = await vscode.workspace.openTextDocument(at(file));
  const list = ours(document.uri).map((d) => {
    const before = document.getText(new vscode.Range(d.range.start.line, 0, d.range.start.line, d.range.start.character));
    const rule = typeof d.code === "object" ? d.code.value : d.code;
    return { file, rule, line: d.range.start.line + 1, column: [...before].length + 1, text: document.getText(d.range), message: d.message };
  });
  return sorted(list);
}

function sorted(list) {
  const key = (d) => [d.file, String(d.line).padStart(6), String(d.column).padStart(6), d.rule].join("\t");
  return [...list].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** The editor of a file, with the cursor on the first place where `text` stands. */
async function standOn(file, text, offset = 1) {
  const editor = await vscode.window.showTextDocument(at(file), { viewColumn: vscode.ViewColumn.One });
  const index = editor.document.getText().indexOf(text);
  if (index < 0) throw new Error(`${file} has no ${text}`);
  const position = editor.document.positionAt(index + offset);
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(new vscode.Range(position, position), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  return { editor, position };
}

async function hover(file, text) {
  const { editor, position } = await standOn(file, text);
  const hovers = await vscode.commands.executeCommand("vscode.executeHoverProvider", editor.document.uri, position);
  return hovers.flatMap((h) => h.contents.map((c) => (typeof c === "string" ? c : c.value))).join("\n");
}

/** Words at a place that was answered with. */
async function words(place) {
  const document = await vscode.workspace.openTextDocument(place.targetUri ?? place.uri);
  return document.getText(place.targetSelectionRange ?? place.targetRange ?? place.range);
}

async function titles(uri) {
  const lenses = await vscode.commands.executeCommand("vscode.executeCodeLensProvider", uri);
  return lenses.map((l) => l.command?.title);
}

/** A folder from somewhere, which names a program of its own and would have the server read elsewhere. */
async function runUntrusted(expected) {
  const note = "notes/valley.md";
  await test("a workspace that is not trusted has the findings of postil check, and no say in which program runs and what it reads", async () => {
    equal("trust", vscode.workspace.isTrusted, false);
    const settings = vscode.workspace.getConfiguration("postil");
    equal("the settings that count", [settings.get("path"), settings.get("allowPaths")], ["", []]);
    await vscode.window.showTextDocument(at(note));
    await until("all findings", async () => (await findings(note)).length >= expected.length).catch(() => {});
    equal("findings", await findings(note), sorted(expected));
    if (fs.existsSync(at("started").fsPath)) throw new Error("the workspace's own program was started");
  });
}

/** A folder with the sample and nothing else, so that the pictures show no other findings and no text but our own. */
async function runPictures(expected) {
  const note = "notes/valley.md";
  const stand = () => standOn(note, "14 million", 0);
  const show = async (name, ...commands) => {
    await stand();
    for (const command of commands) await vscode.commands.executeCommand(command);
    await sleep(1500);
    await picture(name);
  };
  await test("pictures", async () => {
    await vscode.commands.executeCommand("workbench.action.closeSidebar");
    await stand();
    await until("the findings", async () => (await findings(note)).length === expected.length);
    await sleep(2000);
    await show("hover", "editor.action.showHover");
    await vscode.commands.executeCommand("editor.action.hideHover").then(undefined, () => {});
    await show("fix", "editor.action.quickFix");
    await show("evidence", "postil.showEvidence");
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await show("problems", "workbench.actions.view.problems", "workbench.action.increaseViewSize");
  });
}

async function run() {
  const expected = JSON.parse(fs.readFileSync(path.join(folder, "expected.json"), "utf8"));
  if (!vscode.workspace.isTrusted) return runUntrusted(expected);
  if (root().path.endsWith("/pictured")) return runPictures(expected);
  const of = (file) => sorted(expected.filter((d) => d.file === file));
  const draft = "seeds/drafts/economic-security.md";
  const lake = "fixture/notes/lake.md";
  const valley = "notes/valley.md";

  await test("a folder with a workspace in it starts the server, without a document", async () => {
    const extension = vscode.extensions.getExtension("postil.postil");
    await until("activation", () => extension.isActive);
    await until("findings of files that are not open", () => ours(at(valley)).length > 0);
  });

  for (const file of [draft, lake, valley]) {
    await test(`${file} has the findings of postil check`, async () => {
      await vscode.window.showTextDocument(at(file));
      const wanted = of(file);
      if (wanted.length === 0) throw new Error("nothing is expected");
      await until("all findings", async () => (await findings(file)).length >= wanted.length).catch(() => {});
      equal("findings", await findings(file), wanted);
    });
  }

  await test("the hover of a finding has both sides", async () => {
    contains("hover", await hover(draft, "December 2015"), "2013");
    contains("hover", await hover(lake, "14 million"), "41 million cubic metres");
    contains("hover of a term", await hover(lake, "weir"), "a low wall across a river");
  });

  await test("definition leads to the words in the source", async () => {
    for (const [file, text, source, wanted] of [
      [draft, "December 2015", "seeds/sources/economic-security.txt", "2013"],
      [lake, "14 million", "fixture/sources/reservoir.txt", "41 million cubic metres"],
    ]) {
      const { editor, position } = await standOn(file, text);
      const places = await vscode.commands.executeCommand("vscode.executeDefinitionProvider", editor.document.uri, position);
      if (!places.length) throw new Error(`no definition of ${text}`);
      equal("the file", (places[0].targetUri ?? places[0].uri).path, at(source).path);
      contains("the words", await words(places[0]), wanted);
    }
  });

  await test("references, symbols, lenses, links, folding, completion and highlights are answered", async () => {
    const { editor, position } = await standOn(lake, "[[reservoir]]", 4);
    const uri = editor.document.uri;
    for (const [command, ...args] of [
      ["vscode.executeReferenceProvider", uri, position],
      ["vscode.executeDocumentHighlights", uri, position],
      ["vscode.executeDocumentSymbolProvider", uri],
      ["vscode.executeWorkspaceSymbolProvider", "reservoir"],
      ["vscode.executeCodeLensProvider", uri],
      ["vscode.executeLinkProvider", uri],
      ["vscode.executeFoldingRangeProvider", uri],
      ["vscode.executeSelectionRangeProvider", uri, [position]],
    ]) {
      const answer = await vscode.commands.executeCommand(command, ...args);
      if (!answer?.length) throw new Error(`${command}: ${JSON.stringify(answer)}`);
    }
    const completion = await vscode.commands.executeCommand("vscode.executeCompletionItemProvider", uri, position);
    const labels = completion.items.map((i) => (typeof i.label === "string" ? i.label : i.label.label));
    if (!labels.some((l) => l.includes("reservoir"))) throw new Error(`completion: ${labels.slice(0, 20)}`);
  });

  await test("a quick fix takes the source's words and the finding goes; undo brings it back", async () => {
    for (const [file, text, fix] of [
      [draft, "December 2015", "2013"],
      [lake, "14 million", "41 million"],
    ]) {
      const before = await findings(file);
      const { editor } = await standOn(file, text);
      const lenses = await titles(editor.document.uri);
      const finding = ours(editor.document.uri).find((d) => editor.document.getText(d.range).includes(text.split(" ")[0]) || d.range.contains(editor.selection.active));
      const actions = await vscode.commands.executeCommand("vscode.executeCodeActionProvider", editor.document.uri, finding.range);
      const action = actions.find((a) => a.title.includes(fix));
      if (!action) throw new Error(`no such action among ${actions.map((a) => a.title)}`);
      await vscode.workspace.applyEdit(action.edit);
      contains("the line", editor.document.lineAt(finding.range.start.line).text, fix);
      await until("the finding goes", async () => (await findings(file)).length === before.length - 1);
      await vscode.window.showTextDocument(editor.document);
      await vscode.commands.executeCommand("undo");
      await until("the finding comes back", async () => (await findings(file)).length === before.length);
      equal("findings after undo", await findings(file), before);
      equal("lenses after undo", await titles(editor.document.uri), lenses);
    }
  });

  await test("an edit of the source checks its note again", async () => {
    const before = await findings(lake);
    const source = await vscode.workspace.openTextDocument(at("fixture/sources/reservoir.txt"));
    const index = source.getText().indexOf("41 million");
    const edit = new vscode.WorkspaceEdit();
    edit.replace(source.uri, new vscode.Range(source.positionAt(index), source.positionAt(index + 2)), "14");
    await vscode.window.showTextDocument(source);
    await vscode.workspace.applyEdit(edit);
    await until("the finding goes", async () => (await findings(lake)).length === before.length - 1);
    await vscode.commands.executeCommand("workbench.action.files.revert");
    await until("the finding comes back", async () => (await findings(lake)).length === before.length);
  });

  await test("the evidence opens beside the note; the note keeps the cursor", async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    const { editor } = await standOn(draft, "December 2015");
    for (let i = 0; i < 2; i++) {
      await vscode.commands.executeCommand("postil.showEvidence");
      const shown = await until("the source", () => vscode.window.visibleTextEditors.find((e) => e.document.uri.path.endsWith("sources/economic-security.txt")));
      equal("the column", shown.viewColumn, 2);
      contains("the line", shown.document.lineAt(shown.selection.active.line).text, "December 2013");
    }
    equal("editors", vscode.window.visibleTextEditors.filter((e) => e.viewColumn).length, 2);
    equal("the active editor", vscode.window.activeTextEditor.document.uri.path, editor.document.uri.path);
  });

  await test("the whole workspace has the findings of postil check", async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await vscode.commands.executeCommand("postil.checkWorkspace");
    const files = [...new Set(expected.map((d) => d.file))].sort();
    const count = () => vscode.languages.getDiagnostics().flatMap(([, list]) => list).filter((d) => d.source === "postil").length;
    await until(() => `${expected.length} findings, there are ${count()}`, () => count() === expected.length);
    for (const file of files) equal(file, await findings(file), of(file));
  });

  await test("coverage is a page, and the configuration is opened", async () => {
    await vscode.commands.executeCommand("postil.showCoverage");
    await until("the page", () => vscode.window.tabGroups.all.some((g) => g.tabs.some((t) => t.label.includes("Coverage"))));
    await standOn(lake, "weir");
    await vscode.commands.executeCommand("postil.openConfiguration");
    equal("the file", vscode.window.activeTextEditor.document.uri.path, at("fixture/postil.toml").path);
  });

  await test("nothing is left to do when nothing changes", async () => {
    await sleep(3000);
    const ticks = () => {
      let sum = 0;
      for (const process of fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
        try {
          if (!fs.readFileSync(`/proc/${process}/cmdline`, "utf8").includes("server/postil\0lsp")) continue;
          const fields = fs.readFileSync(`/proc/${process}/stat`, "utf8").split(") ")[1].split(" ");
          sum += Number(fields[11]) + Number(fields[12]);
        } catch {}
      }
      return sum;
    };
    const before = ticks();
    if (before === 0) throw new Error("the server's process is not found");
    await sleep(10_000);
    const used = (ticks() - before) / 100;
    results.push({ name: `the idle server used ${used} s of processor time in 10 s`, ok: true });
    if (used > 1.5) throw new Error(`${used} s`);
  });

  await test("a workspace is begun where there is none", async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await vscode.commands.executeCommand("postil.initialize", at("new"));
    await until("postil.toml", () => fs.existsSync(at("new/postil.toml").fsPath));
    const opened = await until("a file", () => vscode.window.activeTextEditor?.document.uri.path);
    if (!/\/new\/(notes\/.*\.md|postil\.toml)$/.test(opened)) throw new Error(opened);
    // a sample note has something to show
    if (opened.endsWith(".md")) await until("a finding", () => ours(vscode.window.activeTextEditor.document.uri).length > 0);
  });
}

exports.activate = async () => {
  if (!folder || fs.existsSync(path.join(folder, "results.json"))) return;
  try {
    await run();
  } catch (error) {
    results.push({ name: "the probe", ok: false, why: String(error?.stack ?? error) });
  }
  fs.writeFileSync(path.join(folder, "results.part"), JSON.stringify(results, null, 2));
  fs.renameSync(path.join(folder, "results.part"), path.join(folder, "results.json"));
};
