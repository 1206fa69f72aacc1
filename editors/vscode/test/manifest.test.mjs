// What package.json promises is there.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const read = (name) => readFileSync(name, "utf8");
const manifest = JSON.parse(read("package.json"));
const { contributes, capabilities } = manifest;
const code = readdirSync("src").map((name) => read(`src/${name}`)).join("\n");

test("each command is registered, and none that is not in the list", () => {
  const listed = contributes.commands.map((c) => c.command).sort();
  const registered = [...code.matchAll(/^ +"(postil\.\w+)": \(\w*\) =>/gm)].map((m) => m[1]).sort();
  assert.deepEqual(registered, listed);
});

test("no command has the name of one of the server's, which the client registers", () => {
  const server = new Set([...read("../../src/server/command.rs").matchAll(/= "(postil\.\w+)";/g)].map((m) => m[1]));
  assert.ok(server.size >= 4);
  assert.deepEqual(contributes.commands.filter((c) => server.has(c.command)), []);
  for (const [, name] of code.matchAll(/\brun\("([^"]+)"/g)) assert.ok(server.has(name), name);
});

test("files and commands that are named exist", () => {
  const commands = new Set(contributes.commands.map((c) => c.command));
  for (const { path } of contributes.snippets) JSON.parse(read(path));
  for (const { url } of contributes.tomlValidation) JSON.parse(read(url));
  for (const { title, steps } of contributes.walkthroughs) {
    assert.ok(title.length <= 24, "three short lines are shown");
    for (const { description, media, completionEvents } of steps) {
      const page = read(media.markdown);
      assert.ok(page.length > 0);
      // VS Code cuts off what is longer in a window of usual size
      const code = [...page.matchAll(/^```\w+\n([^]*?)^```$/gm)].flatMap(([, text]) => text.split("\n"));
      assert.deepEqual(code.filter((line) => line.length > 44), []);
      // in a description, two marks on either side make code
      assert.doesNotMatch(description, /(?<!`)`(?!`)/);
      for (const [, name] of description.matchAll(/\(command:([^)]+)\)/g)) assert.ok(commands.has(name), name);
      for (const event of completionEvents) assert.ok(commands.has(event.replace("onCommand:", "")), event);
    }
  }
});

test("what is allowed to the person only is restricted in a workspace that is not trusted", () => {
  const properties = Object.entries(contributes.configuration.properties);
  const personal = properties.filter(([, p]) => p.scope === "machine").map(([name]) => name);
  assert.deepEqual(personal.sort(), ["postil.allowPaths", "postil.path"]);
  assert.deepEqual([...capabilities.untrustedWorkspaces.restrictedConfigurations].sort(), personal);
});

test("each setting is described and has a default", () => {
  for (const [name, property] of Object.entries(contributes.configuration.properties)) {
    assert.ok(property.markdownDescription?.endsWith("."), name);
    assert.notEqual(property.default, undefined, name);
  }
});

test("README tells of each command and setting", () => {
  const readme = read("README.md");
  for (const name of Object.keys(contributes.configuration.properties)) assert.ok(readme.includes(`| \`${name}\` |`), name);
  for (const { title } of contributes.commands) assert.ok(readme.includes(`Postil: ${title}`), title);
});

test("snippets have a prefix, a body and a description, and no two the same prefix", () => {
  const all = Object.values(JSON.parse(read("snippets/markdown.json")));
  const prefixes = all.flatMap((s) => s.prefix);
  assert.equal(new Set(prefixes).size, prefixes.length);
  for (const { body, description } of all) assert.ok(body.length > 0 && description.length > 0);
});
