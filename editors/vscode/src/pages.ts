// Pages of Markdown that the server makes, shown as documents that cannot be edited.
import * as vscode from "vscode";

const SCHEME = "postil-page";

export class Pages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly texts = new Map<string, string>();
  private readonly registered = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.path) ?? "";
  }

  /** Shows Markdown as it reads, named by its first heading. */
  async show(markdown: string): Promise<void> {
    const title = markdown.match(/^# +(.+)$/m)?.[1]?.replace(/[^\p{Letter}\p{Number} -]/gu, "") ?? "Postil";
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${title}.md` });
    this.texts.set(uri.path, markdown);
    this.changed.fire(uri);
    await vscode.commands.executeCommand("markdown.showPreview", uri);
  }

  dispose(): void {
    this.registered.dispose();
    this.changed.dispose();
  }
}
