import { newEventId } from "../../../sort/event-id.ts";

/** Of something that is written down now; kept until it is answered, so that sending it again writes nothing twice. */
export function newId(): string {
  return newEventId(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
}
