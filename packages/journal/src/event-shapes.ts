import type { z } from "zod";
import type { JournalEvent, ReadableContent } from "./event.ts";
import type { JsonValue } from "./json-value.ts";

/** The shapes that the payload of one kind of event has had, oldest first: the first is version 1. */
export interface KindShapes<Newest> {
  /** How each version came from the one before; the first has none. A step that was released is never changed. */
  readonly steps: readonly ShapeStep[];
  readonly newest: z.ZodType<Newest>;
}

export interface ShapeStep {
  /** The version this makes: 2, 3, ... */
  readonly to: number;
  readonly migrate: (payload: JsonValue) => JsonValue;
}

/** An event in the newest shape of its kind, or why it has none. Nothing is guessed: the caller says what becomes of the others. */
export type ShapedEvent<Payloads> =
  | {
      [Kind in keyof Payloads & string]: {
        readonly kind: "known";
        readonly eventKind: Kind;
        readonly event: JournalEvent;
        readonly content: Omit<ReadableContent, "payload">;
        readonly payload: Payloads[Kind];
      };
    }[keyof Payloads & string]
  | { readonly kind: "forgotten"; readonly event: JournalEvent }
  | { readonly kind: "unknown-kind"; readonly event: JournalEvent }
  /** A newer Plait has written it. */
  | { readonly kind: "newer-version"; readonly event: JournalEvent; readonly newest: number }
  /** The payload is not of its shape: the paths of what is wrong, and no values. */
  | { readonly kind: "misshapen"; readonly event: JournalEvent; readonly paths: readonly string[] };

/**
 * A reader of events of these kinds, which brings old shapes to the newest, step by step.
 *
 * @throws RangeError where the steps of a kind are not numbered 2, 3, ...
 */
export function eventShapes<Payloads extends Record<string, unknown>>(
  kinds: {
    readonly [Kind in keyof Payloads]: KindShapes<Payloads[Kind]>;
  },
): (event: JournalEvent) => ShapedEvent<Payloads> {
  const shapes = new Map<string, KindShapes<unknown>>(Object.entries(kinds));
  for (const [kind, { steps }] of shapes) {
    const wrong = steps.find(({ to }, at) => to !== at + 2);
    if (wrong !== undefined) throw new RangeError(`steps of ${kind} must be numbered from 2 on: ${wrong.to}`);
  }
  // The schema of a kind is what makes its payload one of `Payloads`; the map above forgets which belongs to which.
  return (event) => shapedBy(shapes.get(event.kind), event) as ShapedEvent<Payloads>;
}

function shapedBy(shapes: KindShapes<unknown> | undefined, event: JournalEvent) {
  if (event.content.kind === "forgotten") return { kind: "forgotten", event };
  if (shapes === undefined) return { kind: "unknown-kind", event };
  const newest = shapes.steps.length + 1;
  if (event.version > newest) return { kind: "newer-version", event, newest };
  const { payload: stored, ...content } = event.content;
  const migrated = migrate(stored, shapes.steps.slice(event.version - 1));
  if (migrated === undefined) return { kind: "misshapen", event, paths: [""] };
  const read = shapes.newest.safeParse(migrated);
  if (read.success) return { kind: "known", eventKind: event.kind, event, content, payload: read.data };
  return { kind: "misshapen", event, paths: read.error.issues.map(({ path }) => path.map(String).join(".")) };
}

/** Undefined where a step fails: a payload that never had the shape it was written as. */
function migrate(payload: JsonValue, steps: readonly ShapeStep[]): JsonValue | undefined {
  try {
    return steps.reduce((before, step) => step.migrate(before), payload);
  } catch {
    return undefined;
  }
}
