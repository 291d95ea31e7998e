import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A new, empty folder for one test. Remove it with `await folder.remove()`, or let `await using` do so.
 *
 * @param label a short word that makes a folder left behind by a killed test recognisable
 */
export async function temporaryFolder(label = "test"): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), `plait-${label}-`));
  const remove = (): Promise<void> => rm(path, { recursive: true, force: true });
  return { path, remove, [Symbol.asyncDispose]: remove };
}

export interface TemporaryFolder extends AsyncDisposable {
  readonly path: string;
  remove(): Promise<void>;
}
