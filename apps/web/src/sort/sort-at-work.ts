import { type Call, Refused } from "@plait/api";
import {
  applySortStep,
  type Deck,
  foldSort,
  type LiveSort,
  makeGrid,
  type Recording,
  SORT_STEP_VERSION,
  type SortStep,
} from "@plait/q-method";
import { newEventId } from "./event-id.ts";
import type { KeptEvent, KeptSort, KeptSorts, Table } from "./kept-sorts.ts";
import { inBase64, type Seal, sealSteps } from "./sort-parcels.ts";
import { recordingOf, toldOf } from "./told-steps.ts";

/** Where what was done is: with the server; on this device, sealed or readable; or only on its way, since this device keeps nothing. */
export type Saved = "sent" | "sealed" | "here" | "not-here";

/** What the screens show. */
export type Sorting =
  | { readonly kind: "opening" }
  | { readonly kind: "code"; readonly fault?: CodeFault }
  | {
      readonly kind: "sorting";
      readonly table: Table;
      readonly deck: Deck;
      readonly sort: LiveSort;
      readonly saved: Saved;
      /** The server does not know any more who this is. */
      readonly signedOut: boolean;
      readonly fault?: CodeFault;
    }
  | { readonly kind: "withdrawn" }
  | { readonly kind: "unavailable" };

export type CodeFault = "wrong" | "tries" | "offline";

/** What a sort needs of the device it is done on. */
export interface Device {
  readonly call: Call;
  /** Undefined where the browser keeps nothing. */
  readonly kept: KeptSorts | undefined;
  /** Undefined where the browser seals nothing, as over plain http. */
  readonly seal?: Seal | undefined;
  /** SHA-256 in hexadecimal digits. Undefined where the browser has none, as over plain http: there it records nothing either. */
  readonly digest?: ((bytes: Uint8Array<ArrayBuffer>) => Promise<string>) | undefined;
  /** Gets what was recorded on another device from the server. */
  readonly fetchRecording?: (id: string) => Promise<Uint8Array<ArrayBuffer>>;
  readonly now: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
  /** Calls back after so many milliseconds. */
  readonly later: (milliseconds: number, then: () => void) => void;
}

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
const SIGN_OUT_WAIT = 3_000;
const MOST_AT_ONCE = 100;

/** What was just recorded. */
export interface Spoken extends Pick<Recording, "type" | "milliseconds"> {
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** One person's sort on this device: every step is kept here at once, and sent as soon as it can be. When the sort is over, what waits is sealed. */
export class SortAtWork {
  readonly #device: Device;
  readonly #listeners = new Set<() => void>();
  #sorting: Sorting = { kind: "opening" };
  #name = "";
  #counter = -1;
  /** Everything that was done, in the order made. */
  #done: KeptEvent[] = [];
  /** Not yet acknowledged by the server, and not sealed. */
  #waiting: KeptEvent[] = [];
  /** Those of them that are being sent. */
  #inFlight: ReadonlySet<string> = new Set();
  /** What was recorded since the page was opened, by id. */
  readonly #recordings = new Map<string, Uint8Array>();
  /** Parcels of this very sort that the server does not have. */
  readonly #sealed = new Set<number>();
  /** Whether the readable sort is on this device, or on its way to its disk. */
  #isHere = false;
  #keeps: boolean;
  #isSending = false;
  #wait = FIRST_WAIT;
  #isDelivering = false;
  #deliveryWait = FIRST_WAIT;

  constructor(device: Device) {
    this.#device = device;
    this.#keeps = device.kept !== undefined;
    this.#name = newEventId(device.now(), device.randomBytes(10));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly current = (): Sorting => this.#sorting;

  /** Finds out who is there and what was done. Without the server: goes on with what is kept here. */
  async open(): Promise<void> {
    const { call, kept } = this.#device;
    const hasLeft = (await kept?.hasLeft().catch(() => false)) ?? false;
    // A page that went at once may not have come to it.
    if (hasLeft) await this.#sealAllBut(undefined).catch(() => {});
    try {
      if (hasLeft) await this.#signOut();
      const session = await call("readSession");
      if (session.kind === "participant") {
        // What this very person sealed here before has to be there when it is read.
        await this.#deliverAll().catch(() => {});
        const { events, ...table } = await call("readSort");
        await this.#begin(table, events);
      } else {
        this.#show({ kind: "code" });
      }
    } catch (error) {
      if (hasLeft && !(error instanceof Refused)) this.#show({ kind: "code", fault: "offline" });
      else await this.#openWithout(error);
    }
    this.deliver();
  }

  async enterCode(code: string): Promise<void> {
    const { call, kept } = this.#device;
    const before = this.#sorting;
    const fault = await call("enterCode", { body: { code } }).then(() => undefined, codeFault);
    if (fault === undefined) {
      await kept?.signedOut().catch(() => {});
      return this.open();
    }
    if (before.kind === "sorting") this.#show({ ...before, fault });
    else this.#show({ kind: "code", fault });
  }

  /** Keeps one step and shows what comes of it. */
  readonly record = (step: SortStep): void => {
    const { now, randomBytes } = this.#device;
    const sorting = this.#sorting;
    if (sorting.kind !== "sorting") return;
    const { table, deck } = sorting;
    this.#counter += 1;
    const event: KeptEvent = {
      id: newEventId(now(), randomBytes(10)),
      participant: table.participant,
      device: this.#name,
      counter: this.#counter,
      kind: step.kind,
      version: SORT_STEP_VERSION,
      payload: step.payload,
      sent: false,
    };
    if (step.kind === "q.card-told") this.#takeBackUnsent(step.payload.card);
    this.#done.push(event);
    this.#waiting.push(event);
    const sort = applySortStep(deck, sorting.sort, step);
    this.#show({ ...sorting, sort, saved: this.#saved() });
    const keeping = this.#keep(table, event);
    if (isOver(sort) && this.#canSeal(table)) keeping.then(this.#sealUp).catch(this.send);
    else this.send();
  };

  /** Keeps what was said about a card, then the step that names it. */
  async tell(card: string, { type, milliseconds, bytes }: Spoken): Promise<void> {
    const { now, randomBytes, digest, kept } = this.#device;
    const sorting = this.#sorting;
    if (sorting.kind !== "sorting" || digest === undefined) return;
    const { participant } = sorting.table;
    const id = newEventId(now(), randomBytes(10));
    const sha256 = await digest(bytes);
    this.#recordings.set(id, bytes);
    await kept?.keepRecording({ id, participant, bytes }).catch(() => this.#keepsNothing());
    const after = this.#sorting;
    if (after.kind === "sorting" && after.table.participant === participant && !isStopped(after.sort)) {
      this.record({ kind: "q.card-told", payload: { card, recording: { id, sha256, type, milliseconds } } });
    } else await this.#forgetRecordings([id]);
  }

  /** What was said, to be listened to again; undefined where it is not here and the server is not reached. */
  async soundOf({ id, type }: Pick<Recording, "id" | "type">): Promise<Blob | undefined> {
    const bytes = (await this.#bytesOf(id)) ?? (await this.#device.fetchRecording?.(id).catch(() => undefined));
    return bytes && new Blob([Uint8Array.from(bytes)], { type });
  }

  async #bytesOf(id: string): Promise<Uint8Array | undefined> {
    return this.#recordings.get(id) ?? (await this.#device.kept?.recording(id).catch(() => undefined));
  }

  /** What is recorded anew or deleted before it was sent never leaves the device. */
  #takeBackUnsent(card: string): void {
    const unsent = toldOf(card, this.#waiting).filter(({ id }) => !this.#inFlight.has(id));
    if (unsent.length === 0) return;
    const ids = new Set(unsent.map(({ id }) => id));
    this.#waiting = this.#waiting.filter(({ id }) => !ids.has(id));
    this.#done = this.#done.filter(({ id }) => !ids.has(id));
    const recorded = unsent.flatMap((step) => recordingOf(step)?.id ?? []);
    this.#device.kept?.remove([...ids]).catch(() => {});
    this.#forgetRecordings(recorded).catch(() => {});
  }

  async #forgetRecordings(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.#recordings.delete(id);
    await this.#device.kept?.removeRecordings(ids);
  }

  /** Sends what waits, now. */
  readonly send = (): void => {
    if (this.#isSending || this.#waiting.length === 0) return;
    this.#isSending = true;
    this.#sendBatch().then(
      () => {
        this.#endSending();
        this.#wait = FIRST_WAIT;
        this.send();
      },
      (error: unknown) => {
        this.#endSending();
        this.#afterFailure(error);
      },
    );
  };

  #endSending(): void {
    this.#isSending = false;
    this.#inFlight = new Set();
  }

  /** Sends the parcels on this device, whosever they are, now. */
  readonly deliver = (): void => {
    if (this.#isDelivering) return;
    this.#isDelivering = true;
    this.#deliverAll().then(
      () => {
        this.#isDelivering = false;
        this.#deliveryWait = FIRST_WAIT;
      },
      () => {
        this.#isDelivering = false;
        this.#device.later(this.#deliveryWait, this.deliver);
        this.#deliveryWait = Math.min(LONGEST_WAIT, this.#deliveryWait * 2);
      },
    );
  };

  /** There is a network again. */
  readonly reconnect = (): void => {
    if (this.#sorting.kind === "unavailable") this.open().catch(() => {});
    this.send();
    this.deliver();
  };

  /** Takes what was done off this device, as far as it is sent or can be sealed, and ends the session. */
  async end(): Promise<void> {
    const leaving = this.leave();
    this.#show({ kind: "opening" });
    await leaving;
    this.#waiting = [];
    this.#done = [];
    this.#recordings.clear();
  }

  /** The same, for a page that is about to go. A server that does not answer soon is told when the page is opened again. */
  async leave(): Promise<void> {
    const { kept, later } = this.#device;
    const sorting = this.#sorting;
    const puttingAway = kept?.putAway();
    const signingOut = this.#signOut().catch(() => {});
    await puttingAway;
    if (sorting.kind === "sorting" && kept !== undefined) {
      const { table } = sorting;
      if (this.#waiting.length === 0) await kept.forget(table.participant);
      else if (this.#canSeal(table)) await this.#sealWaiting(sorting);
    }
    await Promise.race([signingOut, new Promise<void>((resolve) => later(SIGN_OUT_WAIT, resolve))]);
  }

  async #signOut(): Promise<void> {
    const { call, kept } = this.#device;
    try {
      await call("signOut");
    } catch (error) {
      // Who is not signed in cannot sign out, and need not.
      if (!(error instanceof Refused && error.status === 401)) throw error;
    }
    await kept?.signedOut();
  }

  async #begin(table: Table, events: readonly Omit<KeptEvent, "participant" | "sent">[]): Promise<void> {
    const { kept } = this.#device;
    const { participant } = table;
    await this.#sealAllBut(table).catch(() => {});
    const local = (await kept?.of(participant).catch(() => [])) ?? [];
    const known = new Set(events.map(({ id }) => id));
    this.#waiting = local.filter(({ id }) => !known.has(id));
    const done = [...events.map((event) => ({ ...event, participant, sent: true })), ...this.#waiting];
    this.#showAll(table, done);
    await this.#goOn();
    this.send();
  }

  async #openWithout(error: unknown): Promise<void> {
    if (error instanceof Refused && error.code === "withdrawn") return this.#withdraw();
    if (error instanceof Refused && error.status === 401) return this.#show({ kind: "code" });
    const last = await this.#device.kept?.last().catch(() => undefined);
    if (last === undefined) return this.#show({ kind: "unavailable" });
    this.#waiting = last.events.filter(({ sent }) => !sent);
    this.#showAll(last.table, last.events);
    await this.#goOn();
    if (this.#waiting.length > 0) this.#afterFailure(error);
  }

  #showAll(table: Table, events: readonly KeptEvent[]): void {
    const { cards, board } = table;
    const deck: Deck = { cards: cards.map(({ id }) => id), grid: makeGrid(board.columns, board.shape) };
    this.#done = [...events];
    this.#counter = Math.max(-1, ...events.map(({ counter }) => counter));
    this.#sealed.clear();
    const saved = this.#saved();
    this.#show({ kind: "sorting", table, deck, sort: foldSort(deck, events), saved, signedOut: false });
  }

  /** A sort that is going on is here as a whole, so that it can be resumed without a network; of one that is over nothing readable stays. */
  async #goOn(): Promise<void> {
    const { kept } = this.#device;
    const sorting = this.#sorting;
    if (sorting.kind !== "sorting" || kept === undefined) return;
    const { table, sort } = sorting;
    const isDone = isOver(sort) && this.#waiting.length === 0;
    try {
      this.#isHere = false;
      if (isDone) await kept.forget(table.participant);
      else if (isOver(sort) && this.#canSeal(table)) await this.#sealWaiting(sorting);
      else await this.#keepWhole(table);
      this.#showSaved();
    } catch {
      this.#keepsNothing();
    }
  }

  async #keep(table: Table, event: KeptEvent): Promise<void> {
    const { kept } = this.#device;
    try {
      await (this.#isHere ? kept?.add(event) : this.#keepWhole(table));
    } catch {
      this.#keepsNothing();
    }
  }

  async #keepWhole(table: Table): Promise<void> {
    this.#isHere = true;
    await this.#device.kept?.keep({ table, events: this.#done });
  }

  #canSeal(table: Table): boolean {
    const { kept, seal } = this.#device;
    return kept !== undefined && seal !== undefined && table.mailbox !== undefined;
  }

  readonly #sealUp = async (): Promise<void> => {
    const sorting = this.#sorting;
    if (sorting.kind !== "sorting" || !isOver(sorting.sort) || this.#waiting.length === 0) return;
    await this.#sealWaiting(sorting);
    this.#showSaved();
    this.deliver();
  };

  /** Puts parcels in the place of what is readable of this sort. Of one that is not to be kept, only that wish is sealed. */
  async #sealWaiting({ table, sort }: KeptSorting): Promise<void> {
    const { kept, seal } = this.#device;
    if (kept === undefined || seal === undefined) return;
    const [waiting, counter] = [[...this.#waiting], this.#counter];
    const wanted = sort.forgotten ? waiting.filter(({ kind }) => kind === "q.sort-stopped") : waiting;
    const parcels = await sealSteps(seal, table, wanted, (id) => this.#bytesOf(id));
    // Something was done meanwhile, which is not in the parcels.
    if (this.#counter !== counter) return;
    this.#isHere = false;
    for (const id of await kept.seal(table.participant, parcels)) this.#sealed.add(id);
    const inParcels = new Set(waiting.map(({ id }) => id));
    this.#waiting = this.#waiting.filter(({ id }) => !inParcels.has(id));
  }

  /** Seals what is readable here of everybody but one: of other people, and of other studies that were served under this address. */
  async #sealAllBut(one: Table | undefined): Promise<void> {
    const { kept, seal } = this.#device;
    if (kept === undefined || seal === undefined) return;
    const isOther = ({ table: { participant, mailbox } }: KeptSort): boolean =>
      mailbox !== undefined && (participant !== one?.participant || mailbox.address !== one.mailbox?.address);
    for (const other of (await kept.all()).filter(isOther)) {
      const unsent = other.events.filter(({ sent }) => !sent);
      const bytesOf = (id: string) => kept.recording(id);
      await kept.seal(other.table.participant, await sealSteps(seal, other.table, unsent, bytesOf));
    }
  }

  async #sendBatch(): Promise<void> {
    const { call, kept } = this.#device;
    const [first, ...rest] = this.#waiting.slice(0, MOST_AT_ONCE);
    if (first === undefined) return;
    const { participant, device } = first;
    // A device may have had another name before the page was opened anew: a batch is of one.
    const batch = [first, ...rest.filter((event) => event.device === device)];
    const events = batch.map(({ id, kind, version, counter, payload }) => ({ id, kind, version, counter, payload }));
    this.#inFlight = new Set(batch.map(({ id }) => id));
    for (const step of batch) await this.#sendRecording(step);
    const { refused } = await call("appendSort", { body: { participant, device, events } });
    const sent = new Set(batch.map(({ id }) => id));
    this.#waiting = this.#waiting.filter(({ id }) => !sent.has(id));
    this.#done = this.#done.map((event) => (sent.has(event.id) ? { ...event, sent: true } : event));
    if (refused.length > 0) await kept?.remove(refused.map(({ id }) => id));
    await kept?.markSent([...sent]);
    if (this.#waiting.length === 0) await this.#afterAll(refused.length > 0);
  }

  /** Before the step that names it. What the server does not take it says of the step as well. */
  async #sendRecording(step: KeptEvent): Promise<void> {
    const id = recordingOf(step)?.id;
    const bytes = id === undefined ? undefined : await this.#bytesOf(id);
    if (id === undefined || bytes === undefined) return;
    const body = { participant: step.participant, id, bytes: inBase64(bytes) };
    await this.#device.call("keepRecording", { body }).catch((error: unknown) => {
      if (!(error instanceof Refused && (error.code === "id-taken" || error.code === "no-recording"))) throw error;
    });
  }

  async #deliverAll(): Promise<void> {
    const { call, kept } = this.#device;
    for (const { id, sealed } of (await kept?.parcels()) ?? []) {
      const body = { parcel: inBase64(sealed) };
      const isAtRest = await call("takeParcel", { body, background: true }).then(() => true, isWantedNoMore);
      if (!isAtRest) continue;
      await kept?.removeParcel(id);
      if (this.#sealed.delete(id)) await this.#afterAll(false);
    }
  }

  /** The server has everything, or as much as is not in parcels. What is over leaves this device. */
  async #afterAll(anew: boolean): Promise<void> {
    const { kept } = this.#device;
    const sorting = this.#sorting;
    if (sorting.kind !== "sorting") return;
    const { table, sort } = sorting;
    this.#show({ ...sorting, saved: this.#saved(), signedOut: false });
    if (isOver(sort) && this.#saved() === "sent") {
      this.#isHere = false;
      await kept?.forget(table.participant);
    }
    // What was refused is not in the server's sort: it is shown as the server has it.
    if (anew) await this.open();
  }

  #afterFailure(error: unknown): void {
    const sorting = this.#sorting;
    if (error instanceof Refused && error.code === "withdrawn") {
      this.#withdraw().catch(() => {});
      return;
    }
    const isSignedOut =
      error instanceof Refused &&
      (error.status === 401 || error.status === 403 || error.code === "another-participant");
    if (isSignedOut && sorting.kind === "sorting") {
      this.#show({ ...sorting, signedOut: true });
      return;
    }
    this.#device.later(this.#wait, this.send);
    this.#wait = Math.min(LONGEST_WAIT, this.#wait * 2);
  }

  async #withdraw(): Promise<void> {
    const sorting = this.#sorting;
    const isWanted = sorting.kind === "sorting" && sorting.sort.forgotten;
    this.#waiting = [];
    if (sorting.kind === "sorting") await this.#device.kept?.forget(sorting.table.participant).catch(() => {});
    this.#show(isWanted ? { ...sorting, saved: "sent" } : { kind: "withdrawn" });
  }

  #saved(): Saved {
    if (this.#waiting.length > 0) return this.#keeps ? "here" : "not-here";
    return this.#sealed.size > 0 ? "sealed" : "sent";
  }

  #keepsNothing(): void {
    this.#keeps = false;
    this.#showSaved();
  }

  #showSaved(): void {
    const sorting = this.#sorting;
    if (sorting.kind === "sorting") this.#show({ ...sorting, saved: this.#saved() });
  }

  #show(sorting: Sorting): void {
    this.#sorting = sorting;
    for (const listener of this.#listeners) listener();
  }
}

type KeptSorting = Extract<Sorting, { kind: "sorting" }>;

/** Nothing more is done in it, unless its sorter changes their mind. */
function isOver({ status }: LiveSort): boolean {
  return status === "finished" || status === "stopped" || status === "refused";
}

function isStopped({ status }: LiveSort): boolean {
  return status === "stopped" || status === "refused";
}

/** Of who has withdrawn nothing is wanted. What the server refuses waits until the page is opened again: another study may be served then. */
function isWantedNoMore(error: unknown): boolean {
  if (!(error instanceof Refused) || error.status >= 500 || error.status === 429) throw error;
  return error.code === "withdrawn";
}

function codeFault(error: unknown): CodeFault {
  if (!(error instanceof Refused)) return "offline";
  return error.status === 429 ? "tries" : error.status >= 500 ? "offline" : "wrong";
}
