// Connects `postil lsp` to VS Code. All knowledge about notes and sources is in the program.
import * as vscode from "vscode";
import { Commands } from "./commands";
import { Pages } from "./pages";
import { Server } from "./server";
import { Status } from "./status";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const pages = new Pages();
  const created = new Server(context.extensionPath, (markdown) => pages.show(markdown));
  server = created;
  context.subscriptions.push(
    pages,
    created,
    new Status(created),
    new Commands(created, pages),
    vscode.workspace.onDidGrantWorkspaceTrust(() => created.restart()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      const restarting = ["postil.enable", "postil.path"];
      return restarting.some((key) => event.affectsConfiguration(key)) ? created.restart() : undefined;
    }),
  );
  await created.restart();
}

export async function deactivate(): Promise<void> {
  await server?.end();
  server = undefined;
}
