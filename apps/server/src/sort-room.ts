import { type BodyOf, type ReplyOf, sortPayloads } from "@plait/api";
import { dropTakenBack, filesOf, isRecordingKept, keepRecording, recordingOf, SORT_STREAM } from "@plait/build";
import { inDeclaredOrder, type JournalEvent, type JsonValue, type NewEvent, newEventId } from "@plait/journal";
import {
  applySortEvent,
  type Deck,
  invitedSort,
  type LiveQSort,
  type LiveSort,
  type QSort,
  qSortOf,
  type RecordedBytes,
  type Recording,
  SORT_STEP_VERSION,
} from "@plait/q-method";
import { hashCode, makeCode } from "./code-of-sorter.ts";
import { SORTER_INVITED, SORTERS_STREAM } from "./invited-sorters.ts";
import { type LiveFold, openLiveFold } from "./live-fold.ts";
import { type OpenRoom, RefusedCall, type SignedIn } from "./room.ts";
import { openSortParcel } from "./sort-parcel.ts";
import { standingTable } from "./standing-table.ts";
import type { StudyAtWork } from "./study-at-work.ts";

export type SortRoute =
  | "readSort"
  | "readCardMedium"
  | "appendSort"
  | "keepRecording"
  | "readRecording"
  | "takeParcel"
  | "listSorters"
  | "inviteSorters";

export interface SortRoom extends OpenRoom<SortRoute> {
  /** Every finished sort with all its cards, to be analysed beside those in files. @throws RefusedCall where the study has no cards */
  collectedSorts(): Promise<readonly QSort[]>;
  /** What people said of the sorts that they ended and that are kept, finished or not. @throws as `collectedSorts` */
  saidReasons(): Promise<readonly SaidReason[]>;
}

/** The room in which participants sort. What they did is read from the journal when it is first asked for, and then kept up with it. */
export function openSortRoom(study: StudyAtWork): SortRoom {
  const table = standingTable(study.folder);
  const sorts = liveSorts(study);
  const unnamed = recordingsUnnamed();
  let appended = 0;

  /** Every invited participant with the state of the sort, by code. */
  const sorters = async (deck: Deck): Promise<readonly (readonly [participant: string, sort: LiveSort])[]> => {
    const [live, invited] = [await sorts.of(deck), await invitedTo(study)];
    await live.upTo(appended);
    return invited.map((participant) => [participant, live.state(streamOf(participant))]);
  };

  const take = async (participant: string, done: Batch): Promise<ReplyOf<"appendSort">> => {
    const { deck } = await table();
    for (const recording of done.recordings ?? []) await keep(study, participant, recording);
    const { events, refused } = await readBatch(study, deck, participant, done);
    if (events.length > 0) appended = Math.max(appended, await append(study, events));
    unnamed.named(participant, events);
    if (events.some(isToBeForgotten)) await study.journal.forgetSubject(participant, "participant");
    else if (events.some(({ kind }) => kind === "q.card-told")) await dropTakenBack(study.journal, participant);
    return { taken: events.map(({ id }) => id), refused };
  };

  return {
    room: {
      readSort: async ({ caller }) => {
        const participant = participantOf(caller);
        const { shown } = await table();
        const mailbox = { address: study.mailbox.address, ticket: study.mailbox.ticketOf(participant) };
        return { participant, ...shown, mailbox, events: await doneBy(study, participant) };
      },
      readCardMedium: async ({ query }) => {
        const { media } = await table();
        const medium = media.get(query.name);
        if (medium === undefined) throw new RefusedCall(404, "no-such-medium", "No card has this any more.");
        return medium;
      },
      appendSort: async ({ caller, body }) => {
        const participant = participantOf(caller);
        if (body.participant !== participant) throw anotherParticipant();
        return take(participant, body);
      },
      keepRecording: async ({ caller, body }) => {
        const participant = participantOf(caller);
        if (body.participant !== participant) throw anotherParticipant();
        unnamed.add(participant, body.id);
        await keep(study, participant, { id: body.id, base64: body.bytes });
        return { id: body.id };
      },
      readRecording: async ({ caller, query }) => {
        const { deck } = await table();
        const all = await sorters(deck);
        const heard = caller.kind === "participant" ? all.filter(([whose]) => whose === caller.participant) : all;
        const found = heard.flatMap(([, { recordings }]) => recordings).find(({ id }) => id === query.id);
        const bytes = found && (await study.journal.readFile(found.id));
        // Of who has withdrawn it is not said that they recorded anything.
        if (found === undefined || !(bytes instanceof Uint8Array)) throw noSuchRecording();
        return { type: found.type, bytes };
      },
      takeParcel: async ({ body }) => {
        const { participant, ...done } = openSortParcel(study.mailbox, body.parcel);
        const { taken, refused } = await take(participant, done);
        return { taken: taken.length, refused: refused.length };
      },
      listSorters: async () => {
        const { deck } = await table();
        return { sorters: (await sorters(deck)).map(([participant, sort]) => shownSorter(deck, participant, sort)) };
      },
      inviteSorters: async ({ caller, body }) => {
        const actor = caller.kind === "staff" ? caller.name : "";
        return { codes: await invite(study, actor, [...new Set(body.participants)]) };
      },
    },
    collectedSorts: async () => {
      const { deck } = await table();
      return (await sorters(deck))
        .map(([participant, sort]): LiveQSort => qSortOf(deck, sort, participant))
        .flatMap((read) => (read.kind === "sort" ? [read.sort] : []));
    },
    saidReasons: async () => {
      const { deck } = await table();
      return (await sorters(deck)).flatMap(([participant, sort]) => reasonsOf(participant, sort));
    },
    close: sorts.close,
  };
}

/** Why a card lies where it does, as its sorter wrote or said it. */
export interface SaidReason {
  readonly sorter: string;
  readonly card: string;
  /** Where the card lies; undefined while it is not on the board. */
  readonly value: number | undefined;
  readonly language: string | undefined;
  readonly text: string | undefined;
  readonly recording: Recording | undefined;
}

/** None of a sort that is going on: its sorter may still be thinking. */
function reasonsOf(sorter: string, { status, language, board, comments, recordings }: LiveSort): SaidReason[] {
  if (status !== "finished" && status !== "stopped") return [];
  const cards = new Set([...comments, ...recordings].map(({ card }) => card));
  return [...cards].map((card) => ({
    sorter,
    card,
    value: board.find((each) => each.card === card)?.value,
    language: language ?? undefined,
    text: comments.find((each) => each.card === card)?.text,
    recording: recordings.find((each) => each.card === card),
  }));
}

function noSuchRecording(): RefusedCall {
  return new RefusedCall(404, "no-such-recording", "This recording is not here, or not any more.");
}

/** More than there are cards at the ends of a board. */
const MOST_UNNAMED = 40;

/** Recordings that no step has named yet, by participant: one person cannot fill the disk with what belongs to nothing. */
function recordingsUnnamed() {
  const waiting = new Map<string, Set<string>>();
  return {
    /** @throws RefusedCall where there are too many */
    add: (participant: string, id: string): void => {
      const own = waiting.get(participant) ?? new Set();
      if (!own.has(id) && own.size >= MOST_UNNAMED) {
        throw new RefusedCall(429, "too-many-recordings", "Too many recordings have come without what they belong to.");
      }
      waiting.set(participant, own.add(id));
    },
    named: (participant: string, events: readonly NewEvent[]): void => {
      for (const { files = [] } of events) for (const { id } of files) waiting.get(participant)?.delete(id);
    },
  };
}

async function keep({ journal }: StudyAtWork, participant: string, recording: RecordedBytes): Promise<void> {
  const { kind } = await keepRecording(journal, participant, recording);
  switch (kind) {
    case "kept":
      return;
    case "subject-forgotten":
      throw withdrawn();
    case "id-taken":
      throw new RefusedCall(409, "id-taken", "Something else was sent under the same id.");
    case "no-recording":
      throw new RefusedCall(422, "no-recording", "This is no recording, or a longer one than there can be.");
    default:
      kind satisfies never;
  }
}

/** The states of all sorts, folded anew where the cards or the board have changed. */
function liveSorts({ journal }: StudyAtWork) {
  let open: { readonly deck: Deck; readonly live: Promise<LiveFold<LiveSort>> } | undefined;
  const closeOpen = async (): Promise<void> => {
    const { live } = open ?? {};
    open = undefined;
    await (await live)?.close();
  };
  return {
    of: async (deck: Deck): Promise<LiveFold<LiveSort>> => {
      if (open?.deck !== deck) {
        const before = closeOpen();
        const live = before.then(() =>
          openLiveFold<LiveSort>(journal, {
            takes: ({ kind, content }) =>
              isSortKind(kind) && content.kind === "readable" && content.stream.startsWith(SORT_STREAM),
            fold: {
              name: "live-sort",
              version: 2,
              order: "declared",
              initial: invitedSort,
              apply: (sort, event) => applied(deck, sort, event),
            },
          }),
        );
        open = { deck, live };
      }
      return open.live;
    },
    close: closeOpen,
  };
}

function applied(deck: Deck, sort: LiveSort, { kind, version, content }: JournalEvent): LiveSort {
  if (content.kind === "forgotten") return sort;
  return applySortEvent(deck, sort, { kind, version, payload: content.payload });
}

type SortPayloadShapes = typeof sortPayloads;

function isSortKind(kind: string): kind is keyof SortPayloadShapes {
  return Object.hasOwn(sortPayloads, kind);
}

function streamOf(participant: string): string {
  return `${SORT_STREAM}${participant}`;
}

function participantOf(caller: SignedIn): string {
  if (caller.kind !== "participant") throw new RefusedCall(403, "not-a-participant", "Only a participant sorts cards.");
  return caller.participant;
}

function anotherParticipant(): RefusedCall {
  return new RefusedCall(409, "another-participant", "Somebody else is signed in on this device now.");
}

function withdrawn(): RefusedCall {
  return new RefusedCall(410, "withdrawn", "Nothing is kept of this sort any more.");
}

/** What a participant did so far, in the order declared. */
async function doneBy({ journal }: StudyAtWork, participant: string): Promise<ReplyOf<"readSort">["events"]> {
  const events: JournalEvent[] = [];
  for await (const event of journal.read({ streams: [streamOf(participant)] })) events.push(event);
  return inDeclaredOrder(events).map(({ id, kind, version, content }) => {
    if (content.kind === "forgotten") throw withdrawn();
    const { device = "", counter = 0 } = content.declared ?? {};
    // The journal's JSON is the shape's JSON; its lists are only marked as not to be changed.
    return {
      id,
      kind,
      version,
      device,
      counter,
      payload: content.payload as ReplyOf<"readSort">["events"][number]["payload"],
    };
  });
}

/** What one device says was done, whether it was sent or sealed. */
interface Batch {
  readonly device: string;
  readonly events: readonly Sent[];
  /** Where they came with their steps, not before. */
  readonly recordings?: readonly RecordedBytes[];
}
type Sent = Omit<BodyOf<"appendSort">["events"][number], "payload"> & { readonly payload: unknown };
type RefusedEvent = ReplyOf<"appendSort">["refused"][number];

/** What of a batch can be taken, each id once, and what can not. */
async function readBatch({ journal }: StudyAtWork, deck: Deck, participant: string, { device, events }: Batch) {
  const taken: NewEvent[] = [];
  const refused: RefusedEvent[] = [];
  for (const event of new Map(events.map((each) => [each.id, each])).values()) {
    const read = readPayload(deck, event);
    if ("reason" in read) {
      refused.push({ id: event.id, reason: read.reason });
      continue;
    }
    const recording = recordingOf(event.kind, event.version, read.payload);
    if (recording !== undefined && !(await isRecordingKept(journal, recording))) {
      refused.push({ id: event.id, reason: "no-such-recording" });
      continue;
    }
    const { id, kind, version, counter } = event;
    const declared = { device, counter };
    const stream = streamOf(participant);
    taken.push({
      id,
      stream,
      actor: participant,
      subject: participant,
      kind,
      version,
      declared,
      payload: read.payload,
      ...filesOf(recording),
    });
  }
  return { events: taken, refused };
}

function readPayload(
  { cards, grid }: Deck,
  { kind, version, payload }: Sent,
): { readonly payload: JsonValue } | Pick<RefusedEvent, "reason"> {
  if (!isSortKind(kind)) return { reason: "unknown-kind" };
  const read = sortPayloads[kind].safeParse(payload);
  if (!read.success || version !== SORT_STEP_VERSION) return { reason: "misshapen" };
  const said = read.data;
  if ("card" in said && !cards.includes(said.card)) return { reason: "no-such-card" };
  if ("at" in said) {
    const column = grid.columns.find(({ value }) => value === said.value);
    const room = grid.shape === "forced" ? column?.cards : cards.length;
    if (column === undefined || said.at >= (room ?? 0)) return { reason: "no-such-place" };
  }
  return { payload: said };
}

/** Where the journal is afterwards. */
async function append({ journal }: StudyAtWork, events: readonly NewEvent[]): Promise<number> {
  const done = await journal.append(events);
  switch (done.kind) {
    case "appended":
      return Math.max(...done.events.map(({ position }) => position));
    case "subject-forgotten":
      throw withdrawn();
    case "id-taken":
      throw new RefusedCall(409, "id-taken", "Something else was sent under the same id.");
    case "file-not-kept":
      throw new RefusedCall(409, "no-such-recording", "A recording that this names has not arrived.");
    case "conflict":
      throw new Error(`the journal speaks of a conflict where no sequence was expected: ${done.stream}`);
    default:
      return done satisfies never;
  }
}

function isToBeForgotten({ kind, payload }: NewEvent): boolean {
  if (kind !== "q.sort-stopped") return false;
  const read = sortPayloads[kind].safeParse(payload);
  return read.success && !read.data.keep;
}

/** Everybody who was invited and not forgotten, by code. */
async function invitedTo({ journal }: StudyAtWork): Promise<readonly string[]> {
  const invited = new Set<string>();
  for await (const { kind, content } of journal.read({ streams: [SORTERS_STREAM] })) {
    if (kind === SORTER_INVITED && content.kind === "readable" && content.subject !== undefined) {
      invited.add(content.subject);
    }
  }
  return [...invited].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
}

async function invite({ journal, now, randomBytes }: StudyAtWork, actor: string, participants: readonly string[]) {
  const codes = participants.map((participant) => ({ participant, code: makeCode(randomBytes) }));
  const done = await journal.append(
    codes.map(({ participant, code }) => ({
      id: newEventId(now().getTime(), randomBytes),
      stream: SORTERS_STREAM,
      actor,
      subject: participant,
      kind: SORTER_INVITED,
      version: 1,
      payload: { participant, codeHash: hashCode(code) },
    })),
  );
  if (done.kind === "subject-forgotten") {
    throw new RefusedCall(409, "withdrawn", "One of them has withdrawn; a code that has withdrawn is not used again.");
  }
  if (done.kind !== "appended") throw new Error(`the invitations were not written: ${done.kind}`);
  return codes;
}

/** No placings. */
function shownSorter(deck: Deck, participant: string, sort: LiveSort): ReplyOf<"listSorters">["sorters"][number] {
  const { status, language, helper, piles, board } = sort;
  return {
    participant,
    status,
    ...(language !== null && { language }),
    ...(helper !== null && { helper }),
    piled: Object.values(piles).flat().length,
    placed: board.length,
    cards: deck.cards.length,
  };
}
