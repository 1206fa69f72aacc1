// Opens folders in VS Code (code-server in Chromium) and lets the probe ask its questions there: one with workspaces inside, one that
// is not trusted, and one that pictures are taken of.
//
//   node run.mjs SCRATCH    SCRATCH has the folders workspace/, untrusted/ and pictured/, and NAME-probe/expected.json for each
//
// Environment: CODE_SERVER (its entry), CHROMIUM, PLAYWRIGHT (the folder of playwright-core), POSTIL_PICTURES (where pictures go).
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import net from "node:net";
import path from "node:path";

const scratch = path.resolve(process.argv[2]);
const { CODE_SERVER, CHROMIUM, PLAYWRIGHT, POSTIL_PICTURES } = process.env;
const { chromium } = createRequire(import.meta.url)(PLAYWRIGHT);
const pictures = path.resolve(POSTIL_PICTURES ?? path.join(scratch, "pictures"));
const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

mkdirSync(pictures, { recursive: true });
const codes = [await visit("workspace", true), await visit("untrusted", false), await visit("pictured", true)];
process.exit(Math.max(...codes));

/** Opens the folder `workspace`; the exit code. */
async function visit(workspace, trusted) {
  const [probe, data] = [path.join(scratch, `${workspace}-probe`), path.join(scratch, `data-${workspace}`)];
  const user = path.join(data, "User");
  mkdirSync(user, { recursive: true });
  writeFileSync(
    path.join(user, "settings.json"),
    JSON.stringify({
      "breadcrumbs.enabled": false,
      "editor.fontFamily": "DejaVu Sans Mono",
      "editor.fontSize": 13,
      "editor.minimap.enabled": false,
      "editor.wordWrap": "on",
      "extensions.ignoreRecommendations": true,
      "security.workspace.trust.enabled": !trusted,
      "security.workspace.trust.startupPrompt": "never",
      "telemetry.telemetryLevel": "off",
      "window.commandCenter": false,
      "workbench.colorTheme": "Default Light Modern",
      "workbench.layoutControl.enabled": false,
      "workbench.startupEditor": "none",
      "workbench.tips.enabled": false,
    }),
  );
  const port = await new Promise((resolve) => {
    const socket = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
  const server = spawn(
    process.execPath,
    [
      ...[CODE_SERVER, "--bind-addr", `127.0.0.1:${port}`, "--auth", "none", "--disable-telemetry", "--disable-update-check"],
      ...(trusted ? ["--disable-workspace-trust"] : []),
      ...["--user-data-dir", data, "--extensions-dir", path.join(scratch, "extensions"), "--config", path.join(scratch, "none.yaml")],
      path.join(scratch, workspace),
    ],
    { env: { ...process.env, POSTIL_PROBE: probe }, stdio: ["ignore", "pipe", "pipe"], detached: true },
  );
  let log = "";
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (data) => (log += data));

  let browser;
  try {
    await until("code-server answers", async () => (await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined))?.ok);
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu", "--force-device-scale-factor=1"] });
    const page = await browser.newPage({ viewport: { width: 1000, height: 540 } });
    await page.goto(`http://127.0.0.1:${port}/?folder=${encodeURIComponent(path.join(scratch, workspace))}`);
    await until("the probe is done", async () => {
      for (const name of readdirSync(probe).filter((name) => name.startsWith("show-"))) await take(page, probe, name.slice(5));
      return existsSync(path.join(probe, "results.json"));
    }, 300_000);
    return report(probe, data);
  } catch (error) {
    console.error(String(error?.stack ?? error));
    console.error(log.slice(-4000));
    await browser?.contexts()[0]?.pages()[0]?.screenshot({ path: path.join(scratch, "failed.png") }).catch(() => {});
    return 1;
  } finally {
    await browser?.close().catch(() => {});
    // its extension hosts and the language server belong to the same group
    process.kill(-server.pid, "SIGTERM");
  }
}

async function take(page, probe, name) {
  // notifications come and go; they are no part of the picture
  await page.addStyleTag({ content: ".notifications-toasts { display: none !important; }" });
  // on text or a list the mouse would bring up a hover of its own
  await page.mouse.move(24, 380);
  await sleep(300);
  const file = path.join(pictures, `${name}.png`);
  await page.screenshot({ path: file });
  if (name === "hover") await page.keyboard.press("Escape");
  rmSync(path.join(probe, `show-${name}`));
}

function report(probe, data) {
  const results = JSON.parse(readFileSync(path.join(probe, "results.json"), "utf8"));
  for (const { name, ok, why } of results) console.log(`${ok ? "ok     " : "FAILED "} ${name}${ok ? "" : `\n${why}`}`);
  const errors = faults(data);
  for (const error of errors) console.log(`FAILED  an error in the log: ${error}`);
  const passed = results.filter((r) => r.ok).length;
  console.log(`${passed} of ${results.length} passed`);
  return passed === results.length && errors.length === 0 ? 0 : 1;
}

/** Errors in the logs of VS Code that name Postil, and all in Postil's own output. */
function faults(data) {
  const logs = path.join(data, "logs");
  const files = existsSync(logs) ? readdirSync(logs, { recursive: true }).map(String).filter((name) => name.endsWith(".log")) : [];
  return files.flatMap((file) => {
    const own = /postil/i.test(path.basename(file));
    const lines = readFileSync(path.join(logs, file), "utf8").split("\n");
    return lines.filter((line) => /\[error\]|panicked|\bERROR\b/i.test(line) && (own || /postil/i.test(line))).slice(0, 3);
  });
}

async function until(what, get, patience = 60_000) {
  for (const end = Date.now() + patience; Date.now() < end; await sleep(150)) if (await get()) return;
  throw new Error(`never happened: ${what}`);
}
