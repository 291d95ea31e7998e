import type { BodyOf, ReplyOf } from "@plait/api";
import { PAPER_STREAM, plainPhotograph } from "@plait/build";
import type { JournalEvent, JsonValue, NewEvent } from "@plait/journal";
import {
  applyPaperEvent,
  type Deck,
  type EntryForm,
  makeGrid,
  noPaperSort,
  PAPER_STEP_VERSION,
  type PaperKind,
  type PaperSort,
  type QSort,
  qSortOfPaper,
  type ReadSort,
  readEntry,
  readStudySorts,
  type SecondTyping,
  secondTyping,
} from "@plait/q-method";
import { type QStudy, wordingDigest } from "@plait/study";
import { openLiveFold } from "../live-fold.ts";
import { openQOrRefuse } from "../open-q-or-refuse.ts";
import { type Called, nameOfStaff, type OpenRoom, RefusedCall } from "../room.ts";
import type { StudyAtWork } from "../study-at-work.ts";

type PaperRoute =
  | "listPaperSorts"
  | "readPaperSort"
  | "describePaperSort"
  | "keepPhotograph"
  | "readPhotograph"
  | "deletePhotograph"
  | "withdrawPaperSorter"
  | "draftPaperSort"
  | "enterPaperSort";

export interface PaperRoom extends OpenRoom<PaperRoute> {
  /** The sorts that were entered from paper and fit cards and board. @throws RefusedCall where the study has no cards */
  collectedSorts(): Promise<readonly QSort[]>;
}

/**
 * Where sorts that young people made on paper are written down, with their photographs, by those who run sessions.
 *
 * @param onDevices the sorts that their sorters finished on a device
 */
export function openPaperRoom(study: StudyAtWork, onDevices: () => Promise<readonly QSort[]>): PaperRoom {
  const { folder, journal } = study;
  const live = onFirstUse(() =>
    openLiveFold<PaperSort>(journal, {
      takes: ({ content }) => content.kind === "readable" && content.stream.startsWith(PAPER_STREAM),
      fold: { name: "paper-sort", version: 1, order: "arrival", initial: noPaperSort, apply: applied },
    }),
  );

  /** Every sort that was begun and whose sorter was not forgotten, by code. */
  const sorts = async (): Promise<readonly (readonly [participant: string, sort: PaperSort])[]> => {
    const fold = await live.get();
    await fold.upToNow();
    return [...fold.states()]
      .filter(([, { status }]) => status !== "none")
      .map(([stream, sort]) => [stream.slice(PAPER_STREAM.length), sort] as const)
      .sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }));
  };
  const sortOf = async (participant: string): Promise<PaperSort> => {
    const fold = await live.get();
    await fold.upToNow();
    return fold.state(streamOf(participant));
  };
  const begunSort = async (participant: string): Promise<PaperSort> => {
    const sort = await sortOf(participant);
    if (sort.status === "none") throw new RefusedCall(404, "no-paper-sort", "No sort from paper was begun for them.");
    return sort;
  };
  const shown = async (participant: string) => shownSort(participant, await begunSort(participant));

  const describe = async ({ caller, body }: Called<"describePaperSort">): Promise<void> => {
    const { id, participant, isNew, assented, language, helper } = body;
    const q = await openQOrRefuse(folder);
    const wording = digestOfWording(q, language);
    const before = await sortOf(participant);
    const event = written(nameOfStaff(caller), participant, id, "q.paper-begun", {
      assented,
      language,
      wording,
      helper,
    });
    // Sent again, it is there already: the journal knows it by its id.
    if (isNew && before.status === "none") {
      const { sorts: all } = readStudySorts(q, await onDevices());
      if (all.some(({ sorter }) => sorter === participant)) throw hasSort();
    }
    await append(journal, event, {
      expected: isNew ? 0 : before.events,
      changed: async () => {
        // Of who was forgotten nothing stands, and yet something was written.
        if ((await sortOf(participant)).status === "none") return withdrawn();
        return isNew ? begunAlready() : changedMeanwhile();
      },
    });
  };

  const photograph = async ({ caller, body }: Called<"keepPhotograph">): Promise<void> => {
    const { id, participant, shows, bytes } = body;
    const actor = nameOfStaff(caller);
    const before = await begunSort(participant);
    const picture = plainPhotograph(Buffer.from(bytes, "base64"));
    if ("wrong" in picture) {
      throw new RefusedCall(422, "no-photograph", `The photograph cannot be kept: ${picture.wrong}. ${picture.remedy}`);
    }
    const { type, width, height } = picture;
    const kept = await keepFile(study, participant, id, picture.bytes);
    // Before the event: a server that ends between the two leaves one that is not there, and it is asked for again.
    for (const each of before.photographs) {
      if (each.shows === shows && each.id !== id) await journal.dropFile(each.id, actor);
    }
    const event = written(actor, participant, id, "q.paper-photographed", { shows, type, width, height });
    await append(journal, { ...event, files: [kept] });
  };

  const deletePhotograph = async ({ caller, body }: Called<"deletePhotograph">): Promise<void> => {
    const { id, participant, photograph } = body;
    const actor = nameOfStaff(caller);
    const { photographs } = await begunSort(participant);
    // Deleted before: this was asked again.
    if (photographs.every((each) => each.id !== photograph)) return;
    await journal.dropFile(photograph, actor);
    await append(journal, written(actor, participant, id, "q.paper-photograph-deleted", { photograph }));
  };

  const enter = async ({ caller, body }: Called<"enterPaperSort">): Promise<void> => {
    const { id, participant, typed } = body;
    const actor = nameOfStaff(caller);
    const before = await begunSort(participant);
    if ([...before.entries, ...before.checks].some((each) => each.id === id)) return;
    const read = readEntry(typed, formOf(await openQOrRefuse(folder)));
    if (read.kind === "faults") {
      throw new RefusedCall(422, "not-a-sort", "This is no possible sort on these cards: look at each column.");
    }
    const [kind, payload] = stepOf(body, read.sort, before, actor);
    const changed = async () => changedMeanwhile();
    await append(journal, written(actor, participant, id, kind, payload), { expected: before.events, changed });
  };

  return {
    room: {
      listPaperSorts: async () => {
        const [all, finished, deck] = [await sorts(), await onDevices(), deckOf(await openQOrRefuse(folder))];
        const own = new Set(finished.map(({ sorter }) => sorter));
        return { sorts: all.map(([participant, sort]) => summaryOf(deck, participant, sort, own.has(participant))) };
      },
      readPaperSort: ({ query }) => shown(query.participant),
      describePaperSort: async (called) => {
        await describe(called);
        return shown(called.body.participant);
      },
      keepPhotograph: async (called) => {
        await photograph(called);
        return shown(called.body.participant);
      },
      readPhotograph: async ({ query }) => {
        const all = (await sorts()).flatMap(([, { photographs }]) => photographs);
        const found = all.find(({ id }) => id === query.id);
        const bytes = found && (await journal.readFile(found.id));
        if (found === undefined || !(bytes instanceof Uint8Array)) {
          throw new RefusedCall(404, "no-such-photograph", "There is no such photograph any more.");
        }
        return { type: found.type, bytes };
      },
      deletePhotograph: async (called) => {
        await deletePhotograph(called);
        return shown(called.body.participant);
      },
      withdrawPaperSorter: async ({ caller, body }) => {
        await begunSort(body.participant);
        await journal.forgetSubject(body.participant, nameOfStaff(caller));
        return {};
      },
      draftPaperSort: async ({ caller, body }) => {
        const { id, participant, as, typed } = body;
        await begunSort(participant);
        await append(journal, written(nameOfStaff(caller), participant, id, "paper.drafted", { as, typed }));
        return {};
      },
      enterPaperSort: async (called) => {
        await enter(called);
        return shown(called.body.participant);
      },
    },
    collectedSorts: async () => {
      const all = await sorts();
      if (all.length === 0) return [];
      const deck = deckOf(await openQOrRefuse(folder));
      return all.flatMap(([participant, sort]) => {
        const read = qSortOfPaper(deck, sort, participant);
        return read.kind === "sort" ? [read.sort] : [];
      });
    },
    close: live.close,
  };
}

/** Opened when it is first asked for. */
function onFirstUse<T extends { close(): Promise<void> }>(open: () => Promise<T>) {
  let opened: Promise<T> | undefined;
  return {
    get: (): Promise<T> => {
      opened ??= open().catch((error: unknown) => {
        opened = undefined;
        throw error;
      });
      return opened;
    },
    close: async (): Promise<void> => (await opened?.catch(() => undefined))?.close(),
  };
}

function applied(sort: PaperSort, { id, kind, version, at, content }: JournalEvent): PaperSort {
  if (content.kind === "forgotten") return sort;
  return applyPaperEvent(sort, { id, kind, version, payload: content.payload, by: content.actor, at });
}

function streamOf(participant: string): string {
  return `${PAPER_STREAM}${participant}`;
}

/** What somebody who works on the study writes down about a participant. */
function written(
  actor: string,
  participant: string,
  id: string,
  kind: PaperKind | "paper.drafted",
  payload: JsonValue,
): NewEvent {
  return {
    ...{ id, actor, kind, payload },
    stream: streamOf(participant),
    subject: participant,
    version: PAPER_STEP_VERSION,
  };
}

interface Unchanged {
  /** Of how many events the sort stood. */
  readonly expected: number;
  /** Why nothing was written where it stands of others now. */
  readonly changed: () => Promise<RefusedCall>;
}

async function append(journal: StudyAtWork["journal"], event: NewEvent, unchanged?: Unchanged): Promise<void> {
  const options = unchanged && { expectedSequence: { [event.stream]: unchanged.expected } };
  const done = await journal.append([event], options);
  switch (done.kind) {
    case "appended":
      return;
    case "conflict":
      throw (await unchanged?.changed()) ?? changedMeanwhile();
    case "id-taken":
      throw idTaken();
    case "subject-forgotten":
      throw withdrawn();
    case "file-not-kept":
      throw new Error(`the photograph that was just kept is not there: ${event.id}`);
    default:
      done satisfies never;
  }
}

async function keepFile({ journal }: StudyAtWork, subject: string, id: string, bytes: Uint8Array) {
  const kept = await journal.keepFile({ id, subject, bytes });
  switch (kept.kind) {
    case "kept":
      return { id, sha256: kept.sha256 };
    case "id-taken":
      throw idTaken();
    case "subject-forgotten":
      throw withdrawn();
    default:
      return kept satisfies never;
  }
}

function changedMeanwhile(): RefusedCall {
  const why = "Somebody has written something down of this sort meanwhile. Look at it, then do it again.";
  return new RefusedCall(409, "changed-meanwhile", why);
}

function begunAlready(): RefusedCall {
  return new RefusedCall(409, "begun-already", "Somebody has begun this sort already. Open it from the list.");
}

function idTaken(): RefusedCall {
  return new RefusedCall(409, "id-taken", "Something else was sent under the same id.");
}

function withdrawn(): RefusedCall {
  return new RefusedCall(410, "withdrawn", "They have withdrawn: nothing about them is kept any more.");
}

function hasSort(): RefusedCall {
  const why = "There is a sort under this code already, made on a device or read from a file.";
  return new RefusedCall(409, "has-sort", `${why} A second sort of the same person needs a code of its own.`);
}

/** What entering means here: the first entry, a correction of the one that stands, or a typing beside it. */
function stepOf(
  { as, standing: seen, reason }: BodyOf<"enterPaperSort">,
  sort: ReadSort,
  before: PaperSort,
  actor: string,
): readonly [PaperKind, JsonValue] {
  const standing = before.entries.at(-1);
  if ((standing?.id ?? null) !== seen) throw changedMeanwhile();
  if (as === "entry") {
    if (standing !== undefined)
      throw new RefusedCall(409, "entered-already", "This sort was entered: correct it instead.");
    return ["q.paper-entered", sort];
  }
  if (standing === undefined) throw new RefusedCall(409, "not-entered", "This sort was not entered yet.");
  if (as === "correction") {
    if (reason === undefined) throw new RefusedCall(422, "no-reason", "Say why the numbers are corrected.");
    return ["q.paper-corrected", { ...sort, of: standing.id, reason }];
  }
  if (standing.by === actor) {
    throw new RefusedCall(
      409,
      "same-person",
      "Whoever typed the numbers cannot check them: somebody else types them again.",
    );
  }
  return ["q.paper-checked", { ...sort, of: standing.id }];
}

/** Of the wording on the printed cards. @throws RefusedCall where the study has no whole wording in this language */
function digestOfWording({ statements, grid }: QStudy, language: string): string {
  const isWhole =
    grid.languages[language] !== undefined && statements.every(({ texts }) => texts[language] !== undefined);
  if (isWhole) return wordingDigest(statements, language);
  throw new RefusedCall(422, "no-such-wording", "The cards of this study are not worded in this language.");
}

function columnsOf({ grid }: QStudy): EntryForm["columns"] {
  return [...grid.columns].sort((a, b) => a.value - b.value).map(({ value, cards }) => ({ value, cards }));
}

function formOf(q: QStudy): EntryForm {
  return {
    columns: columnsOf(q),
    shape: q.grid.shape,
    statements: q.statements.map(({ id, number }) => ({ id, number })),
  };
}

function deckOf(q: QStudy): Deck {
  return { cards: q.statements.map(({ id }) => id), grid: makeGrid(columnsOf(q), q.grid.shape) };
}

function shownSort(participant: string, sort: PaperSort): ReplyOf<"readPaperSort"> {
  const { status, language, helper, begun, photographs, draft, entries } = sort;
  const second = secondTyping(sort);
  if (status === "none" || language === null || helper === null || begun === null) {
    throw new Error("a sort that was begun has a language, a helper and who began it");
  }
  return {
    ...{ participant, status, language, helper, begun },
    photographs: photographs.map(({ type: _, ...photograph }) => photograph),
    ...(draft === null ? {} : { draft }),
    entries: entries.map(({ reason, ...entry }) => ({ ...entry, ...(reason === null ? {} : { reason }) })),
    ...(second === undefined ? {} : { check: shownCheck(second) }),
  };
}

function shownCheck({ check: { by, at }, differences }: SecondTyping): NonNullable<ReplyOf<"readPaperSort">["check"]> {
  return { by, at, differences };
}

function summaryOf(
  deck: Deck,
  participant: string,
  sort: PaperSort,
  gaveWay: boolean,
): ReplyOf<"listPaperSorts">["sorts"][number] {
  const { status, language, begun, photographs, check } = shownSort(participant, sort);
  const standing = sort.entries.at(-1);
  return {
    ...{ participant, status, language, begun, gaveWay, photographs: photographs.length },
    ...(standing === undefined ? {} : { entered: { by: standing.by, at: standing.at } }),
    checked: check === undefined ? "no" : check.differences.length === 0 ? "alike" : "differs",
    isOfOtherCards: qSortOfPaper(deck, sort, participant).kind === "faults",
  };
}
