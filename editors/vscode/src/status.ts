// The item in the status bar: how the server is, and how far the note in the active editor is covered.
import * as vscode from "vscode";
import { coverage, item, type Coverage, type State } from "./bar";
import { SELECTOR, type Server } from "./server";

/** How long an edited note rests before it is counted again, in milliseconds: the findings come first. */
const REST = 600;

export class Status implements vscode.Disposable {
  private readonly bar = vscode.window.createStatusBarItem("postil.status", vscode.StatusBarAlignment.Right, 90);
  private readonly listening: vscode.Disposable;
  private state: State = { is: "starting" };
  private counted: Coverage | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly server: Server) {
    this.bar.name = "Postil";
    this.bar.command = "postil.showOutput";
    this.listening = vscode.Disposable.from(
      server.onDidChangeState((state) => {
        this.state = state;
        this.counted = undefined;
        this.show();
        this.countSoon();
      }),
      vscode.window.onDidChangeActiveTextEditor(() => {
        this.counted = undefined;
        this.show();
        this.countSoon();
      }),
      vscode.languages.onDidChangeDiagnostics(() => this.countSoon()),
      vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.document === vscode.window.activeTextEditor?.document) this.countSoon();
      }),
    );
    this.show();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.listening.dispose();
    this.bar.dispose();
  }

  private note(): vscode.TextDocument | undefined {
    const document = vscode.window.activeTextEditor?.document;
    return document && vscode.languages.match(SELECTOR, document) > 0 ? document : undefined;
  }

  private countSoon(): void {
    clearTimeout(this.timer);
    if (this.state.is === "running") this.timer = setTimeout(() => void this.count(), REST);
  }

  private async count(): Promise<void> {
    const note = this.note();
    // no answer is no news: the item only says less
    const answer = note && (await this.server.run("postil.coverage", { uri: note.uri.toString(), quiet: true }).catch(() => undefined));
    if (note !== this.note()) return;
    this.counted = coverage(answer);
    this.show();
  }

  private show(): void {
    const { text, tooltip, severity } = item(this.state, this.note() && this.counted);
    this.bar.text = text;
    this.bar.tooltip = tooltip;
    this.bar.backgroundColor = severity === "none" ? undefined : new vscode.ThemeColor(`statusBarItem.${severity}Background`);
    this.bar.show();
  }
}
