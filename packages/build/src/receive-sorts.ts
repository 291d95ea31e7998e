import { resolve } from "node:path";
import { type JsonValue, openFromMailbox, SealBroken, type StudyKey } from "@plait/journal";
import { readSortToHandOver, type SortToHandOver } from "@plait/q-method";
import type { Problem } from "@plait/study";
import { SORT_STREAM } from "./collected-sorts.ts";
import { dropTakenBack, filesOf, keepRecording, recordingOf } from "./kept-recordings.ts";
import { openQ } from "./open-q.ts";
import { openStudyJournal } from "./open-study-journal.ts";

export interface SealedSortFile {
  /** As it is called in problems. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface ReceivedSorts {
  readonly received: readonly {
    readonly name: string;
    readonly participant: string;
    /** Whether all of it was there already: the same file again changes nothing. */
    readonly repeated: boolean;
  }[];
  /** Files of which nothing was taken, and why. */
  readonly problems: readonly Problem[];
}

/**
 * Takes sorts that were made apart from the study and sealed to it into its journal, each exactly once. A file that does not open, or is not of this study, is a
 * problem; the others are taken nevertheless.
 *
 * @throws StudyProblems where the study has no Q strand; JournalProblems where its journal cannot be opened
 */
export async function receiveSorts(
  folder: string,
  files: readonly SealedSortFile[],
  { key, environment }: { readonly key: StudyKey; readonly environment: Readonly<Record<string, string | undefined>> },
): Promise<ReceivedSorts> {
  const root = resolve(folder);
  const { study } = await openQ(root);
  const cards = new Set(study.statements.map(({ id }) => id));
  const journal = await openStudyJournal(root, key, { environment });
  try {
    const received: ReceivedSorts["received"][number][] = [];
    const problems: Problem[] = [];
    for (const { name, bytes } of files) {
      const read = openedSort(key, bytes, cards);
      if ("wrong" in read) {
        problems.push(refused(name, "q-sealed-sort", read.wrong, read.remedy));
        continue;
      }
      const { participant, device, events, recordings = [] } = read.sort;
      const stream = `${SORT_STREAM}${participant}`;
      if (await hasOtherDevice(journal, stream, device)) {
        const remedy = "see whose sort it is; a second sort of the same person needs a code of its own";
        problems.push(refused(name, "q-sorter-twice", `${participant} has sorted on another device already`, remedy));
        continue;
      }
      for (const recording of recordings) await keepRecording(journal, participant, recording);
      const done = await journal.append(
        events.map(({ id, kind, version, counter, payload }) => ({
          ...{ id, stream, actor: participant, subject: participant, kind, version },
          declared: { device, counter },
          // `readSortToHandOver` has read it as a step, which is JSON.
          payload: payload as JsonValue,
          ...filesOf(recordingOf(kind, version, payload)),
        })),
      );
      switch (done.kind) {
        case "appended":
          await dropTakenBack(journal, participant);
          received.push({ name, participant, repeated: done.events.every(({ repeated }) => repeated) });
          break;
        case "subject-forgotten":
          problems.push(refused(name, "q-sorter-withdrawn", `${participant} has withdrawn`, "destroy the file"));
          break;
        case "id-taken":
        case "conflict":
          problems.push(
            refused(
              name,
              "q-sealed-sort",
              "it says otherwise what the journal has under the same id",
              "keep both, and find out why",
            ),
          );
          break;
        case "file-not-kept":
          problems.push(
            refused(
              name,
              "q-sealed-sort",
              "it names a recording that it does not hold",
              "save the file anew from the device, if what was done is still on it",
            ),
          );
          break;
        default:
          done satisfies never;
      }
    }
    return { received, problems };
  } finally {
    await journal.close();
  }
}

function openedSort(
  key: StudyKey,
  bytes: Uint8Array,
  cards: ReadonlySet<string>,
): { readonly sort: SortToHandOver } | { readonly wrong: string; readonly remedy: string } {
  let text: string;
  try {
    text = new TextDecoder().decode(openFromMailbox(key, bytes));
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
    return {
      wrong: "it does not open: it was sealed to another study, changed or cut off",
      remedy: "copy it anew from the device, and see that it is of this study",
    };
  }
  const read = readSortToHandOver(text);
  if ("wrong" in read) return { ...read, remedy: "use the version of Plait that made the page" };
  const strange = read.sort.events.find(({ payload }) => !knowsCard(payload, cards));
  if (strange === undefined) return read;
  return { wrong: "it names a card that the study does not have", remedy: "bring back the cards it was made with" };
}

function knowsCard(payload: unknown, cards: ReadonlySet<string>): boolean {
  if (typeof payload !== "object" || payload === null || !("card" in payload)) return true;
  return typeof payload.card === "string" && cards.has(payload.card);
}

async function hasOtherDevice(
  journal: Awaited<ReturnType<typeof openStudyJournal>>,
  stream: string,
  device: string,
): Promise<boolean> {
  for await (const { content } of journal.read({ streams: [stream] })) {
    if (content.kind === "readable" && content.declared?.device !== device) return true;
  }
  return false;
}

function refused(file: string, code: string, message: string, remedy: string): Problem {
  return { severity: "error", code, place: { file }, message, remedy };
}
