import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type OpenServer, openServer } from "../../server/src/open-server.ts";
import { recordsStudy } from "../../server/test/records-study.ts";

export const UNDECIDED_DELIVERY = "2023/North/monthly.csv";

export interface ServedWorkbench extends AsyncDisposable {
  readonly folder: string;
  readonly server: OpenServer;
  /** Ends in the one-time link. */
  readonly link: string;
  read(path: string): Promise<string>;
  write(path: string, text: string): Promise<void>;
}

/**
 * The small study, served. A column of one delivery has no decision yet; two rows of it differ in that column only, so that they are one row
 * until it is mapped. One row is in quarantine, and one value is misspelt.
 */
export async function servedWorkbench(screens: string): Promise<ServedWorkbench> {
  const { study, ...own } = await recordsStudy();
  const dispose = own[Symbol.asyncDispose];
  const read = (path: string) => readFile(join(study.folder, path), "utf8");
  const write = (path: string, text: string) => writeFile(join(study.folder, path), text);
  const rules = await read("records/rules.yaml");
  await write(
    "records/rules.yaml",
    rules.replace("  status:", "  worker: { label: Worker, type: category }\n  status:"),
  );
  const delivery = `records/deliveries/${UNDECIDED_DELIVERY}`;
  const [header = "", first = "", ...rows] = (await read(delivery)).trimEnd().split("\n");
  const lines = [`${header},Worker`, `${first},Ash`, `${first},Birch`, ...rows.map((row) => `${row},Ash`)];
  await write(delivery, `${lines.join("\n")}\nREF000099,13/2023,OPEN,Ash\n`.replace(",Closed,", ",CLOSED,"));
  const server = await openServer({ study, screens, host: "127.0.0.1", port: 0 });
  return {
    folder: study.folder,
    server,
    link: `${server.address}/#link=${server.token}`,
    read,
    write,
    [Symbol.asyncDispose]: async () => {
      await server.close();
      await dispose();
    },
  };
}
