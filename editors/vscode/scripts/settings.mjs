// Writes the extension's settings into package.json: its own, and those of the server (schema/settings.json, made from the
// program's table by `UPDATE=1 cargo test --test docs`).
//
//   node scripts/settings.mjs           write
//   node scripts/settings.mjs --check   fail if package.json is not as it would be written
import { readFileSync, writeFileSync } from "node:fs";

const own = {
  enable: {
    type: "boolean",
    default: true,
    scope: "window",
    markdownDescription: "Check notes in this window.",
  },
  path: {
    type: "string",
    default: "",
    scope: "machine",
    markdownDescription:
      "Absolute path of the program `postil`; `~` is your home folder. Empty: the one in this extension, else in `PATH`, else in `~/.cargo/bin`.",
  },
  "trace.server": {
    type: "string",
    enum: ["off", "messages", "verbose"],
    default: "off",
    scope: "window",
    markdownDescription: "Write the messages between VS Code and the server to the output.",
  },
};

const read = (name) => readFileSync(new URL(`../${name}`, import.meta.url), "utf8");
const server = JSON.parse(read("schema/settings.json"));
const both = Object.keys(server).filter((name) => name in own);
if (both.length > 0) throw new Error(`two settings are called ${both.join(", ")}`);

const { "trace.server": trace, ...first } = own;
const properties = Object.fromEntries(
  Object.entries({ ...first, ...server, "trace.server": trace }).map(([name, schema]) => [`postil.${name}`, schema]),
);
const text = read("package.json");
const manifest = JSON.parse(text);
manifest.contributes.configuration = { title: "Postil", properties };
// what only the person may set is not taken from the workspace, trusted or not
manifest.capabilities.untrustedWorkspaces.restrictedConfigurations = Object.keys(properties).filter(
  (name) => properties[name].scope === "machine",
);
const fresh = `${JSON.stringify(manifest, null, 2)}\n`;
if (!process.argv.includes("--check")) writeFileSync(new URL("../package.json", import.meta.url), fresh);
else if (fresh !== text) {
  console.error("package.json is stale: node scripts/settings.mjs writes its settings again");
  process.exit(1);
}
