import type { BodyOf } from "@plait/api";
import { type OpenServer, openServer } from "../../server/src/open-server.ts";
import { openSortRoom } from "../../server/src/sort-room.ts";
import { asParticipant, facilitator, sortingStudy } from "../../server/test/sorting-study.ts";

/** A study that is served with the page, and a participant who was invited. */
export async function servedSort(screens: string, { host = "127.0.0.1" } = {}) {
  const sorting = await sortingStudy();
  const { study } = sorting;
  const serve = (port: number): Promise<OpenServer> => openServer({ study, screens, host, port, names: [host] });
  let server = await serve(0);
  const sorts = openSortRoom(study);
  const session = { begin: () => {}, end: () => {} };
  return {
    address: `http://${host}:${server.port}/sort`,
    study,
    /** The server is gone until it is started again. */
    stop: () => server.close(),
    start: async () => {
      server = await serve(server.port);
    },
    invite: async (participant = "QYP1"): Promise<string> => {
      const body = { participants: [participant] };
      const { codes } = await sorts.room.inviteSorters({ study, caller: facilitator, body, query: undefined, session });
      return codes[0]?.code ?? "";
    },
    /** What was done on another device. */
    append: (events: BodyOf<"appendSort">["events"], participant = "QYP1") =>
      sorts.room.appendSort({
        ...{ study, caller: asParticipant(participant), query: undefined, session },
        body: { participant, device: "another", events },
      }),
    /** What the journal has of a participant's sort. */
    read: (participant = "QYP1") =>
      sorts.room.readSort({ study, caller: asParticipant(participant), body: undefined, query: undefined, session }),
    [Symbol.asyncDispose]: async () => {
      await sorts.close();
      await server.close();
      await sorting[Symbol.asyncDispose]();
    },
  };
}

export type ServedSort = Awaited<ReturnType<typeof servedSort>>;
