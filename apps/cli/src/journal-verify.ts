import { openStudyJournal, StudyProblems } from "@plait/build";
import { breakProblem, JOURNAL_FILE, type VerifiedJournal } from "@plait/journal";
import { type UnlockOptions, unlock } from "./unlock.ts";

export interface VerifyJournalOptions extends Pick<UnlockOptions, "keyFile"> {
  readonly head?: string;
  readonly json?: true;
}

/** Verifies the journal, and says what that shows and what it cannot show. Ends with 1 where it is not as it was written. */
export async function journalVerify(study: string, options: VerifyJournalOptions): Promise<void> {
  const key = await unlock(study, options);
  const journal = await openStudyJournal(study, key, { environment: process.env, mustExist: true });
  const verified = await journal.verify(options.head).finally(() => journal.close());
  if (options.json === true) {
    console.log(JSON.stringify(verified));
    if (verified.breaks.length > 0) process.exitCode = 1;
    return;
  }
  if (verified.breaks.length > 0) {
    throw new StudyProblems(verified.breaks.map((found) => breakProblem(found, JOURNAL_FILE)));
  }
  for (const line of verifiedLines(verified)) console.log(line);
}

function verifiedLines({ events, files, filesUnnamed, head, keptHead }: VerifiedJournal): string[] {
  return [
    `The journal is whole: ${events} ${events === 1 ? "event" : "events"}, each as it was written.`,
    ...filesLines(files, filesUnnamed),
    keptHead === undefined
      ? "This cannot show whether its end was taken off, or whether somebody who has the key wrote all of it anew. A head that was kept elsewhere can: plait journal verify --head."
      : `Up to event ${keptHead.position}, of ${keptHead.at}, it is the journal whose head you kept.`,
    ...(events === 0 ? [] : [`Head of the journal, to be written down elsewhere: ${head.hash}`]),
  ];
}

function filesLines(files: number, unnamed: number): string[] {
  if (files === 0) return [];
  return [
    `So ${files === 1 ? "is the one recording or photograph" : `are the ${files} recordings and photographs`} kept with it.`,
    ...(unnamed === 0 ? [] : [`Named by no event: ${unnamed}, kept just before Plait was ended. That is no fault.`]),
  ];
}
