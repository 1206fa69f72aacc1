// What a person can ask for. Whatever is known of notes and sources is in the program; here it is only shown.
import { execFile } from "node:child_process";
import * as vscode from "vscode";
import { property } from "./bar";
import { read, Round, sentence } from "./evidence";
import { ancestors, opened } from "./sample";
import type { Pages } from "./pages";
import type { Server } from "./server";

const SAID = 6000;

export class Commands implements vscode.Disposable {
  private readonly round = new Round();
  private readonly mark = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor("editor.findMatchHighlightBackground"),
    overviewRulerColor: new vscode.ThemeColor("editorOverviewRuler.findMatchForeground"),
  });
  private readonly registered: vscode.Disposable;

  constructor(
    private readonly server: Server,
    private readonly pages: Pages,
  ) {
    const all: Record<string, (folder?: vscode.Uri) => unknown> = {
      "postil.initialize": (folder) => this.initialize(folder),
      "postil.checkWorkspace": () => this.checkWorkspace(),
      "postil.showEvidence": () => this.showEvidence(),
      "postil.showCoverage": () => this.showCoverage(),
      "postil.openConfiguration": () => this.openConfiguration(),
      "postil.restart": () => server.restart(),
      "postil.showOutput": () => server.output.show(true),
    };
    this.registered = vscode.Disposable.from(...Object.entries(all).map(([name, run]) => vscode.commands.registerCommand(name, run)));
  }

  dispose(): void {
    this.registered.dispose();
    this.mark.dispose();
  }

  /** Runs `postil init` in a folder, that of the window if left out, and opens the note that it wrote. */
  private async initialize(chosen?: vscode.Uri): Promise<void> {
    const folder = chosen ?? (await this.folder("Begin a workspace in which folder?"));
    const program = folder && this.server.program();
    if (!program) return;
    const output = await new Promise<string>((resolve, reject) => {
      execFile(program, ["init", folder.fsPath], { timeout: 20_000 }, (error, stdout, stderr) => {
        if (error) reject(new Error(stderr.trim() || error.message));
        else resolve(stdout);
      });
    });
    this.server.output.appendLine(output.trimEnd());
    await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, opened(output)));
  }

  /** Has every folder read again and shows what was found in all notes. */
  private async checkWorkspace(): Promise<void> {
    await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: "Postil: checking" }, async () => {
      await this.server.run("postil.reindex", { quiet: true });
      const answer = await this.server.run("postil.coverage", { quiet: true });
      const summary = property(answer, "summary");
      const count = (name: string): string => String(property(summary, name) ?? 0);
      if (summary !== undefined) {
        const said = `${count("files")} notes, ${count("claims")} claims: ${count("supported")} supported, ${count("conflict")} in conflict, ${count("unverified")} unverified`;
        this.server.output.appendLine(said);
        vscode.window.setStatusBarMessage(`Postil: ${said}`, SAID);
      }
    });
    await vscode.commands.executeCommand("workbench.actions.view.problems");
  }

  /** Opens the place in the source beside the note, for the claim at the cursor; the note keeps the focus. */
  private async showEvidence(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined) return;
    const { line, character } = editor.selection.active;
    const uri = editor.document.uri.toString();
    const evidence = read(await this.server.run("postil.evidence", { uri, position: { line, character }, quiet: true }));
    const shown = this.round.next(evidence.places);
    vscode.window.setStatusBarMessage(`Postil: ${sentence(evidence, shown?.number ?? 0)}`, SAID);
    if (shown === undefined) return;
    const { start, end } = shown.place.range;
    const range = new vscode.Range(start.line, start.character, end.line, end.character);
    // another group that is open already is used, so that asking again does not split the window again
    const beside = vscode.window.visibleTextEditors.find((e) => e.viewColumn !== editor.viewColumn && e.viewColumn !== undefined);
    const source = await vscode.window.showTextDocument(vscode.Uri.parse(shown.place.uri), {
      viewColumn: beside?.viewColumn ?? vscode.ViewColumn.Beside,
      preserveFocus: true,
      preview: true,
      selection: new vscode.Range(range.start, range.start),
    });
    source.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    source.setDecorations(this.mark, [range]);
  }

  private async showCoverage(): Promise<void> {
    const markdown = property(await this.server.run("postil.coverage", { quiet: true }), "markdown");
    if (typeof markdown === "string") await this.pages.show(markdown);
    else void vscode.window.showInformationMessage("Postil: the server is not running.");
  }

  /** Opens the postil.toml that the active document belongs to. */
  private async openConfiguration(): Promise<void> {
    const active = vscode.window.activeTextEditor?.document.uri;
    const folder = (active && vscode.workspace.getWorkspaceFolder(active)?.uri) ?? (await this.folder("Of which folder?"));
    if (!folder) return;
    const inside = active?.scheme === "file" && vscode.workspace.getWorkspaceFolder(active) !== undefined ? active.path : `${folder.path}/-`;
    for (const path of ancestors(inside, folder.path)) {
      const file = folder.with({ path: `${path}/postil.toml` });
      if (await exists(file)) return void (await vscode.window.showTextDocument(file));
    }
    const begin = "Initialize Workspace";
    const answer = await vscode.window.showInformationMessage(
      "There is no postil.toml here: the conventions hold, and nothing has to be configured. Write one?",
      begin,
    );
    if (answer === begin) await this.initialize();
  }

  private async folder(question: string): Promise<vscode.Uri | undefined> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    if (folders.length > 1) return (await vscode.window.showWorkspaceFolderPick({ placeHolder: question }))?.uri;
    const only = folders[0]?.uri;
    if (only === undefined) void vscode.window.showInformationMessage("Postil: open a folder first.");
    return only;
  }
}

async function exists(file: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(file);
    return true;
  } catch {
    return false;
  }
}
