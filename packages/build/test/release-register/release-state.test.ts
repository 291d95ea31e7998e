import type { StudySettings } from "@plait/study";
import { describe, expect, test } from "vitest";
import type { LogEntry, RegisterEvent } from "../../src/release-register/log-entry.ts";
import { chainedEntry } from "../../src/release-register/release-log.ts";
import { releaseStates } from "../../src/release-register/release-state.ts";
import { decidingProblems } from "../../src/release-register/who-may-decide.ts";

const at = "2026-03-01T09:30:00.000Z";

function requested(checking: "team" | "single"): RegisterEvent {
  const outputs = ["records.a", "records.b"];
  return { kind: "requested", at, release: 1, by: "A. Analyst", outputs, purpose: "The report", checking, files: {} };
}

function approved(by: string, outputs = ["records.a"]): RegisterEvent {
  return { kind: "approved", at, release: 1, by, outputs };
}

function rejected(by: string, outputs = ["records.a"]): RegisterEvent {
  return { kind: "rejected", at, release: 1, by, outputs, reason: "Too detailed" };
}

function chained(events: readonly RegisterEvent[]): LogEntry[] {
  const entries: LogEntry[] = [];
  for (const event of events) entries.push(chainedEntry(event, entries));
  return entries;
}

/** Where the two outputs stand after these events. */
function standings(...events: readonly RegisterEvent[]) {
  const entries = chained(events);
  return releaseStates(entries)[0]?.outputs.map(({ standing }) =>
    standing.kind === "waiting" ? standing.approvalsMissing : standing.kind,
  );
}

describe("[B64] an output stands", () => {
  test("approved under team use after two different people approved it", () => {
    expect(standings(requested("team"))).toEqual([2, 2]);
    expect(standings(requested("team"), approved("B"))).toEqual([1, 2]);
    expect(standings(requested("team"), approved("B"), approved("b "))).toEqual([1, 2]);
    expect(standings(requested("team"), approved("B"), approved("C"))).toEqual(["approved", 2]);
  });

  test("approved under single use after one did", () => {
    expect(standings(requested("single"), approved("A. Analyst"))).toEqual(["approved", 1]);
  });

  test("rejected as long as one checker rejects it, however many approve it", () => {
    const both = [approved("B"), approved("C")];
    expect(standings(requested("team"), ...both, rejected("D"))).toEqual(["rejected", 2]);
    expect(standings(requested("team"), rejected("D"), ...both)).toEqual(["rejected", 2]);
  });

  test("by the last decision of each checker; those before stay in the log", () => {
    const events = [requested("team"), rejected("B"), approved("C"), approved("B")];
    expect(standings(...events)).toEqual(["approved", 2]);
    const entries = chained(events);
    const [output] = releaseStates(entries)[0]?.outputs ?? [];
    expect(output?.replaced.map(({ kind, by }) => [kind, by])).toEqual([["rejected", "B"]]);
    expect(output?.decisions.map(({ kind, by }) => [kind, by])).toEqual([
      ["approved", "C"],
      ["approved", "B"],
    ]);
    expect(standings(requested("team"), approved("B"), approved("C"), rejected("C"))).toEqual(["rejected", 2]);
  });

  test("apart from other outputs and other releases", () => {
    const second = { ...requested("team"), release: 2 };
    expect(
      standings(requested("team"), second, approved("B", ["records.b"]), { ...approved("C"), release: 2 }),
    ).toEqual([2, 1]);
  });
});

describe("[B63] who may decide", () => {
  const people: StudySettings["people"] = [
    { name: "A. Analyst", role: "analyst" },
    { name: "A. Analyst", role: "output checker" },
    { name: "B. Checker", role: "Output  Checker" },
    { name: "D. Driver", role: "lead" },
  ];
  const problems = (by: string, checking: "team" | "single") =>
    decidingProblems(by, people, { by: "A. Analyst", checking }).map(({ code }) => code);

  test("under team use is an output checker who did not ask; names that differ in capitals and spaces are one", () => {
    expect(problems("b.  checker", "team")).toEqual([]);
    expect(problems("a. ANALYST ", "team")).toEqual(["requester-decides"]);
    expect(problems("D. Driver", "team")).toEqual(["no-output-checker"]);
    expect(problems("E. Nobody", "team")).toEqual(["unknown-person"]);
  });

  test("under single use is anybody of the study, the one who asked too", () => {
    expect(problems("A. Analyst", "single")).toEqual([]);
    expect(problems("D. Driver", "single")).toEqual([]);
    expect(problems("E. Nobody", "single")).toEqual(["unknown-person"]);
  });
});
