import { basename } from "node:path";
import { studyFolder } from "@plait/build";
import { readStudy, SETTINGS_FILE, type StudySettings } from "@plait/study";

/** What a study is called, in which languages it is and who works on it. Where `study.yaml` cannot be read it is called as its folder. */
export type ShownSettings = Pick<StudySettings, "title" | "languages" | "people">;

/** Reads `study.yaml` and nothing else: the deliveries may be many. */
export async function settingsOf(folder: string): Promise<ShownSettings> {
  const files = studyFolder(folder);
  const { settings } = await readStudy({
    list: async () => [],
    readText: async (path) => (path === SETTINGS_FILE ? files.readText(path) : { missing: true }),
  });
  return settings ?? { title: basename(folder), languages: [], people: [] };
}
