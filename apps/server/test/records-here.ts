import type { RecordsProcess } from "../src/rooms/records/open-records-process.ts";
import { recordsAnswers } from "../src/rooms/records/records-answers.ts";
import { openRecordsDesk } from "../src/rooms/records/records-desk.ts";
import type { AnswerOf, GivenOf, RecordsQuestion } from "../src/rooms/records/records-questions.ts";

/** The records without a process of their own: a test need not wait until one has started. What is said is copied as messages are. */
export function recordsHere(folder: string, changed: () => void): RecordsProcess {
  let step: string | undefined;
  const desk = openRecordsDesk(folder, (next) => {
    step = next;
    changed();
  });
  const answers = recordsAnswers(folder, desk);
  return {
    ask: async <Name extends RecordsQuestion>(name: Name, given: GivenOf<Name>): Promise<AnswerOf<Name>> =>
      structuredClone(await answers[name](structuredClone(given), { begin: () => true })),
    wrote: () => void desk.follow(),
    get step() {
      return step;
    },
    close: desk.close,
  };
}
