import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { guardianshipQ } from "@plait/example-guardianship";
import type { JournalEvent } from "@plait/journal";
import { openServer } from "../../server/src/open-server.ts";
import { sortingStudy } from "../../server/test/sorting-study.ts";

const settings = `title: Cards of a service
languages: [en, ar]
strands: [q]
disclosure: { policy: sacro }
people:
  - { name: A. Analyst, role: analyst }
  - { name: C. Checker, role: output checker }
  - { name: D. Checker, role: output checker }
`;

/** Draws at random are few, so that a test need not wait for them. */
const fewDraws = "noise: { draws: 100 }\nstability: { resamples: 100 }\n";

/** Served: the example's cards with its sorts, analysed as the example does with few draws. */
export async function servedQ(screens: string) {
  const { study, ...own } = await sortingStudy();
  const write = (path: string, text: string) => writeFile(join(study.folder, path), text);
  const { files } = guardianshipQ();
  await write("study.yaml", settings);
  await mkdir(join(study.folder, "q/sorts"));
  for (const [path, text] of files) if (path.startsWith("q/sorts/")) await write(path, text);
  await write("q/analysis.yaml", `${files.get("q/analysis.yaml")}${fewDraws}`);
  const server = await openServer({ study, screens, host: "127.0.0.1", port: 0 });
  return {
    study,
    address: server.address,
    /** Ends in the one-time link. */
    link: `${server.address}/#link=${server.token}`,
    read: (path: string) => readFile(join(study.folder, path), "utf8"),
    write,
    /** What was chosen, newest last. */
    chosen: async (): Promise<JournalEvent[]> => {
      const events: JournalEvent[] = [];
      for await (const event of study.journal.read({ streams: ["q/analysis"] })) events.push(event);
      return events;
    },
    [Symbol.asyncDispose]: async () => {
      await server.close();
      await own[Symbol.asyncDispose]();
    },
  };
}
