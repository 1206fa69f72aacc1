// Which of several places of evidence to show. No VS Code in here.
import { property } from "./bar";

/** Lines and characters from 0, as in LSP. */
export interface Range {
  start: { line: number; character: number };
  end: { line: number; character: number };
}

export interface Place {
  uri: string;
  range: Range;
}

/** What the server knows of the claim at a position. */
export interface Evidence {
  /** supported, conflict, unverified; undefined where no claim stands. */
  verdict: string | undefined;
  places: Place[];
}

/** The answer of the server's command `postil.evidence`; what does not look like a place is left out. */
export function read(answer: unknown): Evidence {
  const verdict = property(answer, "verdict");
  const list = property(answer, "evidence");
  return {
    verdict: typeof verdict === "string" ? verdict : undefined,
    places: (Array.isArray(list) ? list : []).flatMap((entry: unknown) => {
      const uri = property(entry, "uri");
      const range = property(entry, "range");
      return typeof uri === "string" && isRange(range) ? [{ uri, range }] : [];
    }),
  };
}

function isRange(value: unknown): value is Range {
  const isPosition = (position: unknown): boolean =>
    typeof property(position, "line") === "number" && typeof property(position, "character") === "number";
  return isPosition(property(value, "start")) && isPosition(property(value, "end"));
}

/** Goes round the places of a claim: asked again about the same places, it gives the next one. */
export class Round {
  private key = "";
  private at = -1;

  /** The place to show and its number, from 1. */
  next(places: Place[]): { place: Place; number: number } | undefined {
    const key = JSON.stringify(places);
    this.at = key === this.key ? (this.at + 1) % Math.max(places.length, 1) : 0;
    this.key = key;
    const place = places[this.at];
    return place && { place, number: this.at + 1 };
  }
}

/** One line for the person. */
export function sentence(evidence: Evidence, number: number): string {
  if (evidence.verdict === undefined) return "No claim stands here.";
  if (evidence.places.length === 0) return `This claim is ${evidence.verdict}: no evidence for or against it was found.`;
  const which = evidence.places.length > 1 ? ` (${number} of ${evidence.places.length}; ask again for the next)` : "";
  const verdict = evidence.verdict === "conflict" ? "in conflict with its source" : evidence.verdict;
  return `This claim is ${verdict}${which}.`;
}
