import {
  byDeclaredOrder,
  type EventSelection,
  type Fold,
  inDeclaredOrder,
  type Journal,
  type JournalEvent,
  type JsonValue,
  SUBJECT_FORGOTTEN,
} from "@plait/journal";

export interface LiveFoldOptions<State extends JsonValue> {
  /** What each stream's events become. */
  readonly fold: Fold<State>;
  /** Which events the fold is of. */
  readonly takes: (event: JournalEvent) => boolean;
  /** The streams of those events; every stream unless told. */
  readonly streams?: readonly string[];
  /** Told after the state of a stream has changed; undefined where any may have, because somebody was forgotten. */
  readonly changed?: (stream: string | undefined) => void;
}

/** States of streams in memory, up with the journal. */
export interface LiveFold<State extends JsonValue> {
  /** The state of a stream: the fold's initial one where the stream has no event. @throws what ended the following of the journal */
  state(stream: string): State;
  /** Every stream that has an event that the fold takes. @throws what ended the following of the journal */
  states(): ReadonlyMap<string, State>;
  /**
   * Settles once what was written up to this position is in the states.
   *
   * @throws what ended the following of the journal, or an error where the fold was closed
   */
  upTo(position: number): Promise<void>;
  /** Settles once what is in the journal now is in the states, whichever server wrote it. @throws as `upTo` */
  upToNow(): Promise<void>;
  close(): Promise<void>;
}

interface StreamState<State> {
  readonly state: State;
  /** Of the newest event that is in the state. */
  readonly position: number;
  /** The last in the fold's order, which a late event may come before. */
  readonly last: JournalEvent;
}

/**
 * Keeps the states of streams in memory, up with the journal whoever appends to it: read whole once, then event by event. A late event that declares
 * an earlier place has its stream folded anew; when somebody is forgotten, all is.
 *
 * Where the journal can no longer be followed, the states are of no use: whoever asks for one is told why.
 *
 * @throws what reading the journal throws
 */
export async function openLiveFold<State extends JsonValue>(
  journal: Journal,
  { fold, takes, streams, changed = () => {} }: LiveFoldOptions<State>,
): Promise<LiveFold<State>> {
  const selection: EventSelection = streams === undefined ? {} : { streams };
  const isSelected = (stream: string) => streams?.includes(stream) ?? true;
  let { states, position } = await foldedStreams(journal, selection, fold, takes);
  let failure: { readonly error: unknown } | undefined;
  const waiting = new Set<{ readonly position: number; readonly settle: PromiseWithResolvers<void> }>();

  const follow = async (event: JournalEvent): Promise<void> => {
    if (event.position <= position) return;
    if (event.kind === SUBJECT_FORGOTTEN) {
      ({ states, position } = await foldedStreams(journal, selection, fold, takes));
      changed(undefined);
    } else if (event.content.kind === "readable" && isSelected(event.content.stream) && takes(event)) {
      const { stream } = event.content;
      await take(stream, event);
      changed(stream);
    }
    arrive(Math.max(position, event.position));
  };
  const take = async (stream: string, event: JournalEvent): Promise<void> => {
    const before = states.get(stream);
    if (before !== undefined && event.position <= before.position) return;
    const isLate = fold.order === "declared" && before !== undefined && byDeclaredOrder(event, before.last) < 0;
    if (!isLate) return void states.set(stream, applied(fold, before, event));
    const anew = await foldedStreams(journal, { streams: [stream] }, fold, takes);
    const folded = anew.states.get(stream);
    if (folded !== undefined) states.set(stream, folded);
  };
  const arrive = (at: number): void => {
    position = at;
    for (const waiter of [...waiting]) {
      if (waiter.position > at) continue;
      waiting.delete(waiter);
      waiter.settle.resolve();
    }
  };
  const fail = (error: unknown): void => {
    failure ??= { error };
    for (const { settle } of waiting) settle.reject(error);
    waiting.clear();
  };

  // To every stream: that nothing came in those of the fold is known only by what came in others.
  const subscription = journal.subscribe({ from: position }, follow);
  subscription.ended.then(() => fail(new Error("the journal is no longer followed")), fail);
  const current = () => {
    if (failure !== undefined) throw failure.error;
    return states;
  };
  const upTo = async (wanted: number): Promise<void> => {
    current();
    if (wanted <= position) return;
    const settle = Promise.withResolvers<void>();
    waiting.add({ position: wanted, settle });
    await settle.promise;
  };
  return {
    state: (stream) => current().get(stream)?.state ?? fold.initial,
    states: () => new Map([...current()].map(([stream, { state }]) => [stream, state])),
    upTo,
    upToNow: async () => upTo((await journal.head()).position),
    close: () => subscription.close(),
  };
}

async function foldedStreams<State extends JsonValue>(
  journal: Journal,
  selection: EventSelection,
  fold: Fold<State>,
  takes: (event: JournalEvent) => boolean,
): Promise<{ states: Map<string, StreamState<State>>; position: number }> {
  // Before reading: what is written meanwhile, a forgetting above all, is followed afterwards. An event that was read already is not taken twice.
  const { position } = await journal.head();
  const byStream = new Map<string, JournalEvent[]>();
  for await (const event of journal.read(selection)) {
    if (event.content.kind !== "readable" || !takes(event)) continue;
    const events = byStream.get(event.content.stream);
    if (events === undefined) byStream.set(event.content.stream, [event]);
    else events.push(event);
  }
  const states = new Map<string, StreamState<State>>();
  for (const [stream, events] of byStream) {
    const ordered = fold.order === "declared" ? inDeclaredOrder(events) : events;
    for (const event of ordered) states.set(stream, applied(fold, states.get(stream), event));
  }
  return { states, position };
}

function applied<State extends JsonValue>(
  fold: Fold<State>,
  before: StreamState<State> | undefined,
  event: JournalEvent,
): StreamState<State> {
  return {
    state: fold.apply(before?.state ?? fold.initial, event),
    position: Math.max(before?.position ?? 0, event.position),
    last: event,
  };
}
