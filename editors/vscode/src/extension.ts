// Starts `postil lsp` and connects it to VS Code. All knowledge about notes and sources is in the program.
import * as fs from "node:fs";
import * as os from "node:os";
import * as vscode from "vscode";
import { LanguageClient, State, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";
import { findBinary } from "./binary";

const SELECTOR = ["markdown", "plaintext"].map((language) => ({ scheme: "file", language }));

let service: Service | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const created = new Service();
  service = created;
  context.subscriptions.push(
    vscode.commands.registerCommand("postil.restart", () => created.restart()),
    vscode.commands.registerCommand("postil.showOutput", () => created.output.show(true)),
    vscode.workspace.onDidGrantWorkspaceTrust(() => created.restart()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      const restarting = ["postil.enable", "postil.path", "postil.allowPaths"];
      return restarting.some((key) => event.affectsConfiguration(key)) ? created.restart() : undefined;
    }),
  );
  await created.restart();
}

export async function deactivate(): Promise<void> {
  await service?.dispose();
  service = undefined;
}

/** The server of this window: at most one runs, and starts and stops never overlap. */
class Service {
  readonly output = vscode.window.createOutputChannel("Postil");
  private readonly status = vscode.languages.createLanguageStatusItem("postil.status", SELECTOR);
  private client: LanguageClient | undefined;
  private queue: Promise<void> = Promise.resolve();

  constructor() {
    this.status.name = "Postil";
    this.status.command = { command: "postil.showOutput", title: "Show output" };
  }

  restart(): Promise<void> {
    return this.enqueue(async () => {
      await this.stop();
      await this.start();
    });
  }

  async dispose(): Promise<void> {
    await this.enqueue(() => this.stop());
    this.status.dispose();
    this.output.dispose();
  }

  private enqueue(job: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(job).catch((error: unknown) => this.fail(error instanceof Error ? error.message : String(error)));
    return this.queue;
  }

  private async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    // a server that failed to start cannot be stopped, and need not be
    if (client?.state === State.Running) await client.dispose();
  }

  private async start(): Promise<void> {
    const settings = vscode.workspace.getConfiguration("postil");
    if (!settings.get("enable", true)) return this.show("Postil: off", vscode.LanguageStatusSeverity.Information);
    const binary = findBinary({
      configured: settings.get("path", ""),
      folder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
      home: os.homedir(),
      searchPath: process.env["PATH"] ?? "",
      platform: process.platform,
      isProgram,
    });
    if ("problem" in binary) return this.fail(binary.problem);

    this.output.appendLine(`starting ${binary.found} lsp`);
    this.status.busy = true;
    this.show("Postil: starting", vscode.LanguageStatusSeverity.Information);
    const client = new LanguageClient("postil", "Postil", serverOptions(binary.found), this.clientOptions(settings));
    client.onDidChangeState((event) => {
      if (this.client !== client) return;
      this.status.busy = event.newState === State.Starting;
      if (event.newState === State.Running) this.show("Postil: running", vscode.LanguageStatusSeverity.Information);
      if (event.newState === State.Stopped) this.show("Postil: stopped", vscode.LanguageStatusSeverity.Warning);
    });
    this.client = client;
    await client.start();
  }

  private clientOptions(settings: vscode.WorkspaceConfiguration): LanguageClientOptions {
    return {
      documentSelector: SELECTOR,
      outputChannel: this.output,
      initializationOptions: { allowPaths: settings.get<string[]>("allowPaths", []) },
    };
  }

  private show(text: string, severity: vscode.LanguageStatusSeverity): void {
    this.status.text = text;
    this.status.severity = severity;
  }

  private fail(message: string): void {
    this.status.busy = false;
    this.output.appendLine(message);
    this.show("Postil: not running", vscode.LanguageStatusSeverity.Error);
    const settings = "Open Settings";
    void vscode.window.showErrorMessage(`Postil: ${message}`, settings).then((choice) => {
      if (choice === settings) void vscode.commands.executeCommand("workbench.action.openSettings", "postil.path");
    });
  }
}

function serverOptions(command: string): ServerOptions {
  return { command, args: ["lsp"] };
}

function isProgram(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}
