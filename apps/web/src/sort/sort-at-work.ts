import { type Call, Refused } from "@plait/api";
import {
  applySortStep,
  type Deck,
  foldSort,
  type LiveSort,
  makeGrid,
  SORT_STEP_VERSION,
  type SortStep,
} from "@plait/q-method";
import { newEventId } from "./event-id.ts";
import type { KeptEvent, KeptSorts, Table } from "./kept-sorts.ts";

/** Where what was done is: with the server; on this device; or only on its way, since this device keeps nothing. */
export type Saved = "sent" | "here" | "not-here";

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
  readonly now: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
  /** Calls back after so many milliseconds. */
  readonly later: (milliseconds: number, then: () => void) => void;
}

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
const MOST_AT_ONCE = 100;

/** One person's sort on this device: every step is kept here at once, and sent as soon as it can be. */
export class SortAtWork {
  readonly #device: Device;
  readonly #listeners = new Set<() => void>();
  #sorting: Sorting = { kind: "opening" };
  #name = "";
  #counter = -1;
  /** Not yet acknowledged by the server, in the order made. */
  #waiting: KeptEvent[] = [];
  #isSending = false;
  #wait = FIRST_WAIT;

  constructor(device: Device) {
    this.#device = device;
    this.#name = newEventId(device.now(), device.randomBytes(10));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly current = (): Sorting => this.#sorting;

  /** Finds out who is there and what was done. Without the server: goes on with what is kept here. */
  async open(): Promise<void> {
    const { call } = this.#device;
    try {
      const session = await call("readSession");
      if (session.kind !== "participant") return this.#show({ kind: "code" });
      const { events, ...table } = await call("readSort");
      await this.#begin(table, events);
    } catch (error) {
      await this.#openWithout(error);
    }
  }

  async enterCode(code: string): Promise<void> {
    const before = this.#sorting;
    const fault = await this.#device.call("enterCode", { body: { code } }).then(() => undefined, codeFault);
    if (fault === undefined) return this.open();
    if (before.kind === "sorting") this.#show({ ...before, fault });
    else this.#show({ kind: "code", fault });
  }

  /** Keeps one step and shows what comes of it. */
  readonly record = (step: SortStep): void => {
    const { now, randomBytes, kept } = this.#device;
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
    this.#waiting.push(event);
    this.#show({ ...sorting, sort: applySortStep(deck, sorting.sort, step), saved: kept ? "here" : "not-here" });
    if (sorting.saved === "sent") kept?.keepTable(table).catch(() => this.#keepsNothing());
    kept?.add(event).catch(() => this.#keepsNothing());
    this.send();
  };

  /** Sends what waits, now. */
  readonly send = (): void => {
    if (this.#isSending || this.#waiting.length === 0) return;
    this.#isSending = true;
    this.#sendBatch().then(
      () => {
        this.#isSending = false;
        this.#wait = FIRST_WAIT;
        this.send();
      },
      (error: unknown) => {
        this.#isSending = false;
        this.#afterFailure(error);
      },
    );
  };

  /** Takes what was done off this device, where the server has it, and ends the session. */
  async end(): Promise<void> {
    const { kept, call } = this.#device;
    const sorting = this.#sorting;
    this.#show({ kind: "opening" });
    if (sorting.kind === "sorting" && this.#waiting.length === 0) await kept?.forget(sorting.table.participant);
    await kept?.putAway();
    await call("signOut").catch(() => {});
    this.#waiting = [];
  }

  async #begin(table: Table, events: readonly Omit<KeptEvent, "participant" | "sent">[]): Promise<void> {
    const { kept } = this.#device;
    const { participant } = table;
    const local = (await kept?.of(participant).catch(() => [])) ?? [];
    const known = new Set(events.map(({ id }) => id));
    this.#waiting = local.filter(({ id }) => !known.has(id));
    const fromServer = events.map((event) => ({ ...event, participant, sent: true }));
    await kept?.keepTable(table).catch(() => this.#keepsNothing());
    this.#showAll(table, [...fromServer, ...this.#waiting]);
    this.send();
  }

  async #openWithout(error: unknown): Promise<void> {
    if (error instanceof Refused && error.code === "withdrawn") return this.#withdraw();
    if (error instanceof Refused && error.status === 401) return this.#show({ kind: "code" });
    const last = await this.#device.kept?.last().catch(() => undefined);
    if (last === undefined) return this.#show({ kind: "unavailable" });
    this.#waiting = last.events.filter(({ sent }) => !sent);
    this.#showAll(last.table, last.events);
    this.#afterFailure(error);
  }

  #showAll(table: Table, events: readonly KeptEvent[]): void {
    const { cards, board } = table;
    const deck: Deck = { cards: cards.map(({ id }) => id), grid: makeGrid(board.columns, board.shape) };
    this.#counter = Math.max(-1, ...events.map(({ counter }) => counter));
    const saved = this.#waiting.length === 0 ? "sent" : this.#device.kept ? "here" : "not-here";
    this.#show({ kind: "sorting", table, deck, sort: foldSort(deck, events), saved, signedOut: false });
  }

  async #sendBatch(): Promise<void> {
    const { call, kept } = this.#device;
    const [first, ...rest] = this.#waiting.slice(0, MOST_AT_ONCE);
    if (first === undefined) return;
    const { participant, device } = first;
    // A device may have had another name before the page was opened anew: a batch is of one.
    const batch = [first, ...rest.filter((event) => event.device === device)];
    const events = batch.map(({ id, kind, version, counter, payload }) => ({ id, kind, version, counter, payload }));
    const { refused } = await call("appendSort", { body: { participant, device, events } });
    const done = new Set(batch.map(({ id }) => id));
    this.#waiting = this.#waiting.filter(({ id }) => !done.has(id));
    if (refused.length > 0) await kept?.remove(refused.map(({ id }) => id));
    await kept?.markSent([...done]);
    if (this.#waiting.length === 0) await this.#afterAll(refused.length > 0);
  }

  /** The server has everything. What is over leaves this device. */
  async #afterAll(anew: boolean): Promise<void> {
    const { kept } = this.#device;
    const sorting = this.#sorting;
    if (sorting.kind !== "sorting") return;
    const { table, sort } = sorting;
    this.#show({ ...sorting, saved: "sent", signedOut: false });
    if (sort.status === "finished" || sort.status === "stopped") await kept?.forget(table.participant);
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

  #keepsNothing(): void {
    const sorting = this.#sorting;
    if (sorting.kind === "sorting" && sorting.saved === "here") this.#show({ ...sorting, saved: "not-here" });
  }

  #show(sorting: Sorting): void {
    this.#sorting = sorting;
    for (const listener of this.#listeners) listener();
  }
}

function codeFault(error: unknown): CodeFault {
  if (!(error instanceof Refused)) return "offline";
  return error.status === 429 ? "tries" : error.status >= 500 ? "offline" : "wrong";
}
