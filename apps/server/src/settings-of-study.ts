import { basename } from "node:path";
import { studyFolder } from "@plait/build";
import { readStudy, SETTINGS_FILE } from "@plait/study";

/** What a study is called and in which languages it is; that of the folder where `study.yaml` cannot be read. */
export interface StudyTitle {
  readonly title: string;
  readonly languages: readonly string[];
}

/** Reads `study.yaml` and nothing else: the deliveries may be many. */
export async function settingsOf(folder: string): Promise<StudyTitle> {
  const files = studyFolder(folder);
  const { settings } = await readStudy({
    list: async () => [],
    readText: async (path) => (path === SETTINGS_FILE ? files.readText(path) : { missing: true }),
  });
  return settings ?? { title: basename(folder), languages: [] };
}
