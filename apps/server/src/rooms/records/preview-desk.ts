import { createHash } from "node:crypto";
import type { QueryOf, ReplyOf } from "@plait/api";
import type { StudyPreview } from "@plait/build";
import type { QSort } from "@plait/q-method";
import { RefusedCall } from "../../room.ts";
import { shownProblem } from "../../shown-problem.ts";
import { takingTurns } from "../../taking-turns.ts";
import { type PreviewRun, runPreview } from "./run-preview.ts";
import { listedResult, shownResult } from "./shown-preview.ts";
import { studyStamp } from "./study-stamp.ts";

/** Keeps one preview of a study: of the state in which its files and sorts are, worked out once for each. */
export interface PreviewDesk {
  /**
   * How far the preview of the study as it stands is. Where there is none of this state it is begun, and the making of one of another state is given up.
   *
   * Throws what making it threw, once; then it is begun anew.
   */
  standing(): Promise<ReplyOf<"readPreview">>;
  /**
   * One result of the newest preview there is, while another is being made too.
   *
   * Throws RefusedCall for another state than that, and for no result of it.
   */
  result(asked: QueryOf<"readPreviewedResult">): ReplyOf<"readPreviewedResult">;
  close(): Promise<void>;
}

export interface PreviewDeskParts {
  readonly folder: string;
  readonly now: () => Date;
  /** Sorts that were made in Plait; refused as `no-cards` where the study has none to sort. */
  readonly collected: () => Promise<readonly QSort[]>;
  /** Resolves when the records have been read and linked: what is kept of that is then there, and the study's lock is free. */
  readonly settled: () => Promise<unknown>;
  /** Rung when the making of a preview has gone on a step, and when it is over. */
  readonly wentOn: () => void;
}

interface Made {
  readonly state: string;
  readonly preview: StudyPreview;
  readonly seconds: number;
}

type Problems = Extract<ReplyOf<"readPreview">, { kind: "stopped" }>["problems"];

/** The making of a preview of one state. */
interface Making {
  readonly state: string;
  readonly began: Date;
  readonly step: string;
  /** Why there is none. */
  readonly failure: { readonly problems: Problems } | { readonly error: unknown } | undefined;
  giveUp(): Promise<void>;
}

export function openPreviewDesk(parts: PreviewDeskParts): PreviewDesk {
  const { now, folder } = parts;
  let made: Made | undefined;
  let making: Making | undefined;
  let isClosed = false;
  const inTurn = takingTurns();

  const giveUp = async (): Promise<void> => {
    await making?.giveUp();
    making = undefined;
  };
  const standing = async (): Promise<ReplyOf<"readPreview">> => {
    if (isClosed) throw new RefusedCall(503, "closing", "Plait is closing.");
    const collected = await parts.collected().catch(noneWithoutCards);
    const state = stateOf(await studyStamp(folder), collected);
    if (made?.state === state) {
      await giveUp();
      return ready(made);
    }
    if (making?.state !== state) {
      await giveUp();
      making = make(parts, state, collected, (done) => {
        made = done;
      });
    }
    const { failure, step, began } = making;
    if (failure === undefined) return { kind: "at-work", step, seconds: secondsBetween(began, now()) };
    if ("problems" in failure) return { kind: "stopped", problems: failure.problems };
    making = undefined;
    throw failure.error;
  };
  return {
    standing: () => inTurn(standing),
    result: ({ state, result: id }) => {
      if (made?.state !== state) {
        throw new RefusedCall(409, "numbers-changed", "The study has changed since: these numbers are no longer kept.");
      }
      const { results, figures } = made.preview;
      const result = results.find((one) => one.id === id);
      if (result === undefined) throw new RefusedCall(404, "no-such-result", "The study makes no such result.");
      return shownResult(result, figures.get(id));
    },
    close: () =>
      inTurn(async () => {
        isClosed = true;
        await giveUp();
      }),
  };
}

function ready({ state, seconds, preview: { policy, results } }: Made): ReplyOf<"readPreview"> {
  return { kind: "ready", state, seconds, policy: policy.title, results: results.map(listedResult) };
}

function make(
  { folder, now, settled, wentOn }: PreviewDeskParts,
  state: string,
  collected: readonly QSort[],
  done: (made: Made) => void,
): Making {
  const began = now();
  let step = "read and link the records";
  let failure: Making["failure"];
  let run: PreviewRun | undefined;
  let isGivenUp = false;
  const goOn = (next: string): void => {
    step = next;
    wentOn();
  };
  const work = async (): Promise<void> => {
    await settled();
    if (isGivenUp) return;
    goOn("open the study");
    run = runPreview({ folder, collected }, goOn);
    const ending = await run.ending;
    if (ending.kind === "stopped") {
      refuseInUse(ending.problems);
      failure = { problems: ending.problems.map(shownProblem) };
      return;
    }
    if (!isGivenUp) done({ state, preview: ending.preview, seconds: secondsBetween(began, now()) });
  };
  work()
    .catch((error: unknown) => {
      failure = { error };
    })
    .finally(wentOn);
  return {
    state,
    began,
    get step() {
      return step;
    },
    get failure() {
      return failure;
    },
    giveUp: async () => {
      isGivenUp = true;
      await run?.stop();
    },
  };
}

function refuseInUse(problems: readonly { readonly code: string }[]): void {
  if (!problems.some(({ code }) => code === "study-in-use")) return;
  throw new RefusedCall(
    409,
    "study-in-use",
    "Another Plait is at work in this study, such as plait build. Wait until it has finished, then try again.",
  );
}

function noneWithoutCards(error: unknown): readonly QSort[] {
  if (error instanceof RefusedCall && error.code === "no-cards") return [];
  throw error;
}

function stateOf(stamp: string, collected: readonly QSort[]): string {
  return createHash("sha256")
    .update(JSON.stringify([stamp, collected]))
    .digest("hex");
}

function secondsBetween(from: Date, to: Date): number {
  return Math.max(0, to.getTime() - from.getTime()) / 1000;
}
