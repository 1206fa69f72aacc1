// What the status bar says. No VS Code in here.

/** How the server is. */
export type State =
  | { is: "off" }
  | { is: "starting" }
  | { is: "running" }
  | { is: "stopped" }
  | { is: "failed"; why: string };

/** What became of the claims of one note, as the server's command `postil.coverage` counts them. */
export interface Coverage {
  claims: number;
  supported: number;
  conflict: number;
  unverified: number;
}

/** The item: its text may hold icons as `$(name)`; the tooltip is plain text. */
export interface Item {
  text: string;
  tooltip: string;
  severity: "none" | "warning" | "error";
}

const CLICK = "Click for the output.";

/** `note` is the coverage of the note in the active editor; undefined if that is none, or not known yet. */
export function item(state: State, note: Coverage | undefined): Item {
  switch (state.is) {
    case "off":
      return { text: "$(circle-slash) Postil", tooltip: `Postil is switched off. ${CLICK}`, severity: "none" };
    case "starting":
      return { text: "$(loading~spin) Postil", tooltip: `Postil is starting. ${CLICK}`, severity: "none" };
    case "stopped":
      return { text: "$(debug-disconnect) Postil", tooltip: `Postil has stopped. ${CLICK}`, severity: "warning" };
    case "failed":
      return { text: "$(error) Postil", tooltip: `Postil is not running: ${state.why} ${CLICK}`, severity: "error" };
    case "running":
      return running(note);
  }
}

function running(note: Coverage | undefined): Item {
  if (note === undefined || note.claims === 0) {
    const tooltip = note === undefined ? "Postil is running." : "Nothing in this document can be checked against a source.";
    return { text: "$(check) Postil", tooltip: `${tooltip} ${CLICK}`, severity: "none" };
  }
  const { claims, supported, conflict, unverified } = note;
  const tooltip = [
    `${claims} ${claims === 1 ? "claim" : "claims"} in this note:`,
    `${supported} supported by ${supported === 1 ? "its source" : "their sources"}`,
    `${conflict} in conflict with ${conflict === 1 ? "its source" : "their sources"}`,
    `${unverified} unverified: nothing was found for or against`,
    CLICK,
  ];
  const icon = conflict > 0 ? "$(warning)" : "$(check)";
  return { text: `${icon} Postil ${supported}/${claims}`, tooltip: tooltip.join("\n"), severity: "none" };
}

/** The counts in an answer of the server; undefined if there are none. */
export function coverage(answer: unknown): Coverage | undefined {
  const summary = property(answer, "summary");
  const count = (name: string): number => {
    const value = property(summary, name);
    return typeof value === "number" ? value : 0;
  };
  if (typeof property(summary, "claims") !== "number") return undefined;
  return { claims: count("claims"), supported: count("supported"), conflict: count("conflict"), unverified: count("unverified") };
}

/** A property of something that came over the wire. */
export function property(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
