import assert from "node:assert/strict";
import { test } from "node:test";
import { ancestors, opened } from "../src/sample";

test("the note that init wrote is opened, else the configuration", () => {
  assert.equal(opened("made sources/\nwrote sources/tide.md\nwrote notes/tide.md\nwrote postil.toml\n"), "notes/tide.md");
  assert.equal(opened("wrote `notes/first note.md`"), "postil.toml");
  assert.equal(opened("wrote “notes/tide.md”."), "notes/tide.md");
  assert.equal(opened("made sources/\nmade notes/\nwrote postil.toml\n"), "postil.toml");
  assert.equal(opened("postil.toml is there already and stays as it is\n"), "postil.toml");
  assert.equal(opened("put documents into footnotes/a.md"), "postil.toml");
});

test("a note's configuration is looked for upwards, and not above the folder that is open", () => {
  assert.deepEqual(ancestors("/ws/a/b/note.md", "/ws"), ["/ws/a/b", "/ws/a", "/ws"]);
  assert.deepEqual(ancestors("/ws/note.md", "/ws"), ["/ws"]);
  assert.deepEqual(ancestors("/wsx/note.md", "/ws"), ["/ws"]);
  assert.deepEqual(ancestors("/c:/ws/a/note.md", "/c:/ws"), ["/c:/ws/a", "/c:/ws"]);
});
