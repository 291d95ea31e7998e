import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type TemporaryFolder, temporaryFolder } from "@plait/testkit";
import react from "@vitejs/plugin-react";
import { build } from "vite";
import { openServer } from "../../server/src/open-server.ts";
import { openSortRoom } from "../../server/src/sort-room.ts";
import { asParticipant, facilitator, sortingStudy } from "../../server/test/sorting-study.ts";

const web = fileURLToPath(new URL("..", import.meta.url));

/** The page of participants as it is built for use, without the workbench. */
export async function buildSortPage(): Promise<TemporaryFolder> {
  const folder = await temporaryFolder("sort-page");
  // Under a test runner React would be built as for development: larger, and with other messages.
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = "production";
  try {
    await build({
      configFile: false,
      root: web,
      logLevel: "error",
      plugins: [react()],
      build: {
        outDir: folder.path,
        target: "es2022",
        reportCompressedSize: false,
        rolldownOptions: { input: { sort: join(web, "sort.html") } },
      },
    });
  } finally {
    process.env.NODE_ENV = NODE_ENV;
  }
  return folder;
}

/** A study that is served with the page, and a participant who was invited. */
export async function servedSort(screens: string) {
  const sorting = await sortingStudy();
  const { study } = sorting;
  const server = await openServer({ study, screens, host: "127.0.0.1", port: 0 });
  const sorts = openSortRoom(study);
  const session = { begin: () => {}, end: () => {} };
  return {
    address: `${server.address}/sort`,
    study,
    invite: async (participant = "QYP1"): Promise<string> => {
      const body = { participants: [participant] };
      const { codes } = await sorts.room.inviteSorters({ study, caller: facilitator, body, query: undefined, session });
      return codes[0]?.code ?? "";
    },
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
