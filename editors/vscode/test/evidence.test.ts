import assert from "node:assert/strict";
import { test } from "node:test";
import { read, Round, sentence, type Place } from "../src/evidence";

function place(line: number): Place {
  return { uri: "file:///ws/sources/sea.md", range: { start: { line, character: 0 }, end: { line, character: 5 } } };
}

test("places are read from the server's answer; what is none is left out", () => {
  const answer = { verdict: "conflict", evidence: [{ ...place(3), text: "21 cm" }, { uri: 4 }, null, { uri: "file:///x", range: { start: {} } }] };
  assert.deepEqual(read(answer), { verdict: "conflict", places: [place(3)] });
  for (const other of [undefined, null, "x", {}, { verdict: null, evidence: null }]) assert.deepEqual(read(other), { verdict: undefined, places: [] });
});

test("asked again about the same places, the next one comes, and the first after the last", () => {
  const round = new Round();
  const places = [place(1), place(2), place(3)];
  assert.deepEqual([1, 2, 3, 4].map(() => round.next(places)?.number), [1, 2, 3, 1]);
  assert.deepEqual(round.next(places)?.place, place(2));
});

test("other places begin at the first", () => {
  const round = new Round();
  round.next([place(1), place(2)]);
  assert.deepEqual(round.next([place(2), place(1)]), { place: place(2), number: 1 });
  assert.equal(round.next([]), undefined);
  assert.equal(round.next([]), undefined);
  assert.deepEqual(round.next([place(1)]), { place: place(1), number: 1 });
});

test("what is said is no more than what is known", () => {
  assert.equal(sentence({ verdict: undefined, places: [] }, 0), "No claim stands here.");
  assert.match(sentence({ verdict: "unverified", places: [] }, 0), /unverified: no evidence for or against/);
  assert.equal(sentence({ verdict: "supported", places: [place(1)] }, 1), "This claim is supported.");
  assert.match(sentence({ verdict: "conflict", places: [place(1), place(2)] }, 2), /in conflict with its source \(2 of 2;/);
});
