import { eventShapes, type Journal, type JournalEvent } from "@plait/journal";
import { z } from "zod";
import { hashCode, normaliseCode } from "./code-of-sorter.ts";
import { openLiveFold } from "./live-fold.ts";

/** The stream of who was invited to sort. */
export const SORTERS_STREAM = "q/sorters";

/** An invitation; its subject is the participant. */
export const SORTER_INVITED = "q.sorter-invited";

const sorterInvited = z.strictObject({
  participant: z.string().min(1),
  codeHash: z.string().regex(/^[0-9a-f]{64}$/),
});

const shaped = eventShapes<{ [SORTER_INVITED]: z.infer<typeof sorterInvited> }>({
  [SORTER_INVITED]: { steps: [], newest: sorterInvited },
});

/** Who may come in by which code. */
export interface InvitedSorters {
  /** The participant whose code was typed; undefined where it is nobody's, or a newer one took its place. */
  participantOfCode(typed: string): Promise<string | undefined>;
  close(): Promise<void>;
}

/** @param changed told who is invited, when that has changed */
export async function openInvitedSorters(
  journal: Journal,
  changed: (isInvited: (participant: string) => boolean) => void,
): Promise<InvitedSorters> {
  const isInvited = (participant: string) => Object.hasOwn(live.state(SORTERS_STREAM), participant);
  const live = await openLiveFold<Record<string, string>>(journal, {
    streams: [SORTERS_STREAM],
    takes: ({ kind }) => kind === SORTER_INVITED,
    fold: { name: "invited-sorters", version: 1, order: "arrival", initial: {}, apply: invite },
    changed: () => changed(isInvited),
  });
  return {
    participantOfCode: async (typed) => {
      if (normaliseCode(typed) === undefined) return undefined;
      await live.upToNow();
      const hash = hashCode(typed);
      return Object.entries(live.state(SORTERS_STREAM)).find(([, codeHash]) => codeHash === hash)?.[0];
    },
    close: live.close,
  };
}

/** By participant, the hash of the newest code. What cannot be understood lets nobody in. */
function invite(before: Record<string, string>, event: JournalEvent): Record<string, string> {
  const read = shaped(event);
  if (read.kind !== "known") return before;
  const { participant, codeHash } = read.payload;
  return { ...before, [participant]: codeHash };
}
