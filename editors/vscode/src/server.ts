// Starts `postil lsp` and keeps it: at most one runs, and starts and stops never overlap.
import * as fs from "node:fs";
import * as os from "node:os";
import * as vscode from "vscode";
import { LanguageClient, State as ClientState, type LanguageClientOptions } from "vscode-languageclient/node";
import { property, type State } from "./bar";
import { findBinary } from "./binary";
import settings from "../schema/settings.json";

export const SELECTOR = ["markdown", "plaintext"].map((language) => ({ scheme: "file", language }));

export class Server implements vscode.Disposable {
  readonly output = vscode.window.createOutputChannel("Postil");
  private readonly changed = new vscode.EventEmitter<State>();
  readonly onDidChangeState = this.changed.event;
  private client: LanguageClient | undefined;
  private queue: Promise<void> = Promise.resolve();

  /** `extension` is the folder of this extension; `page` shows Markdown that a command of the server answered with. */
  constructor(
    private readonly extension: string,
    private readonly page: (markdown: string) => Promise<void>,
  ) {}

  /** The program as the settings say, or `undefined` after the person was told what is the matter. */
  program(): string | undefined {
    const binary = findBinary({
      configured: vscode.workspace.getConfiguration("postil").get("path", ""),
      extension: this.extension,
      home: os.homedir(),
      searchPath: process.env["PATH"] ?? "",
      platform: process.platform,
      isProgram,
    });
    if ("found" in binary) return binary.found;
    this.fail(binary.problem);
    return undefined;
  }

  /** Has a command of the server carried out; `undefined` where no server runs, or it does not know the command. */
  async run(command: string, argument?: object): Promise<unknown> {
    const client = this.client;
    const known = client?.initializeResult?.capabilities.executeCommandProvider?.commands ?? [];
    if (client?.state !== ClientState.Running || !known.includes(command)) return undefined;
    return client.sendRequest("workspace/executeCommand", { command, arguments: argument === undefined ? [] : [argument] });
  }

  restart(): Promise<void> {
    return this.enqueue(async () => {
      await this.stop();
      await this.start();
    });
  }

  /** Stops for good. */
  async end(): Promise<void> {
    await this.enqueue(() => this.stop());
  }

  dispose(): void {
    this.changed.dispose();
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
    if (client?.state === ClientState.Running) await client.dispose();
  }

  private async start(): Promise<void> {
    if (!vscode.workspace.getConfiguration("postil").get("enable", true)) return this.changed.fire({ is: "off" });
    const command = this.program();
    if (command === undefined) return;
    this.output.appendLine(`starting ${command} lsp`);
    this.changed.fire({ is: "starting" });
    const client = new LanguageClient("postil", "Postil", { command, args: ["lsp"] }, this.options());
    client.onDidChangeState((event) => {
      if (this.client !== client) return;
      if (event.newState === ClientState.Starting) this.changed.fire({ is: "starting" });
      if (event.newState === ClientState.Running) this.changed.fire({ is: "running" });
      if (event.newState === ClientState.Stopped) this.changed.fire({ is: "stopped" });
    });
    this.client = client;
    await client.start();
  }

  private options(): LanguageClientOptions {
    const configuration = vscode.workspace.getConfiguration("postil");
    return {
      documentSelector: SELECTOR,
      outputChannel: this.output,
      initializationOptions: Object.fromEntries(Object.keys(settings).map((name) => [name, configuration.get(name)])),
      synchronize: { configurationSection: "postil" },
      middleware: {
        // lenses carry commands of the server; what those answer is for reading
        executeCommand: async (command, args, next) => {
          const answer: unknown = await next(command, args);
          const markdown = property(answer, "markdown");
          if (typeof markdown === "string") await this.page(markdown);
          return answer;
        },
      },
    };
  }

  private fail(why: string): void {
    this.output.appendLine(why);
    this.changed.fire({ is: "failed", why });
    const open = "Open Settings";
    void vscode.window.showErrorMessage(`Postil: ${why}`, open).then((choice) => {
      if (choice === open) void vscode.commands.executeCommand("workbench.action.openSettings", "postil.path");
    });
  }
}

function isProgram(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}
