import assert from "node:assert/strict";
import { test } from "node:test";
import { coverage, item, type State } from "../src/bar";

const running: State = { is: "running" };

test("each state has an icon, a sentence and the way to the output", () => {
  const states: State[] = [{ is: "off" }, { is: "starting" }, running, { is: "stopped" }, { is: "failed", why: "no program." }];
  const seen = states.map((state) => item(state, undefined));
  assert.equal(new Set(seen.map((i) => i.text)).size, states.length);
  for (const { text, tooltip } of seen) {
    assert.match(text, /^\$\([a-z~-]+\) Postil$/);
    assert.match(tooltip, /Click for the output\.$/);
  }
  assert.deepEqual(seen.map((i) => i.severity), ["none", "none", "none", "warning", "error"]);
  assert.match(seen[4]!.tooltip, /no program\./);
});

test("a note shows how many of its claims are supported", () => {
  const { text, tooltip } = item(running, { claims: 4, supported: 1, conflict: 2, unverified: 1 });
  assert.equal(text, "$(warning) Postil 1/4");
  assert.match(tooltip, /4 claims.*\n1 supported by its source\n2 in conflict with their sources\n1 unverified/);
  assert.equal(item(running, { claims: 4, supported: 4, conflict: 0, unverified: 0 }).text, "$(check) Postil 4/4");
});

test("a document without claims is not said to be fine", () => {
  const { text, tooltip } = item(running, { claims: 0, supported: 0, conflict: 0, unverified: 0 });
  assert.equal(text, "$(check) Postil");
  assert.match(tooltip, /Nothing .* can be checked/);
});

test("while the server is not running no counts are shown", () => {
  const counted = { claims: 1, supported: 1, conflict: 0, unverified: 0 };
  assert.equal(item({ is: "stopped" }, counted).text, "$(debug-disconnect) Postil");
});

test("counts are read from the server's answer, and from nothing else", () => {
  const summary = { claims: 3, supported: 1, conflict: 1, unverified: 1 };
  assert.deepEqual(coverage({ summary, markdown: "# Coverage" }), summary);
  assert.deepEqual(coverage({ summary: { claims: 2, supported: "2" } }), { claims: 2, supported: 0, conflict: 0, unverified: 0 });
  for (const other of [undefined, null, 1, "x", [], {}, { summary: null }, { summary: {} }]) assert.equal(coverage(other), undefined);
});
