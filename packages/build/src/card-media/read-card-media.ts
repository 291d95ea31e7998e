import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { sha256 } from "@plait/report";
import { type Problem, Q_SET_FILE, type QStudy } from "@plait/study";
import type { NoPicture } from "./picture-parts.ts";
import { MOST_PICTURE_BYTES, plainPicture } from "./plain-picture.ts";
import { MOST_SOUND_BYTES, soundType } from "./sound-type.ts";

/** A picture or a recording as it is shown and played. */
export interface Medium {
  /** Such as `image/png`. */
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What is on the cards besides words, by the path of its file, and every file that cannot be on a card. */
interface CardMedia {
  readonly byFile: ReadonlyMap<string, NamedMedium>;
  readonly problems: readonly Problem[];
}

interface NamedMedium extends Medium {
  /** By its contents: other contents, another name. */
  readonly name: string;
}

/** Reads the pictures and recordings of a Q-set. A picture that is not there is a problem that reading the study has told already. */
export async function readCardMedia(root: string, { statements, recordings }: QStudy): Promise<CardMedia> {
  const pictures = statements.flatMap(({ id, picture }) => (picture === undefined ? [] : [{ id, file: picture.file }]));
  const read = [
    ...pictures.map(async ({ id, file }) => {
      const place = { file: Q_SET_FILE, path: id };
      const found = await boundedFile(join(root, file), MOST_PICTURE_BYTES);
      if (found === undefined) return {};
      const picture = "wrong" in found ? found : plainPicture(found.bytes);
      if (!("wrong" in picture)) return { medium: { file, type: picture.type, bytes: picture.bytes } };
      const { wrong, remedy } = picture;
      return { problem: errorOf(place, "q-picture", `${file} cannot be the picture of ${id}: ${wrong}`, remedy) };
    }),
    ...recordings.map(async ({ file }) => {
      const found = await boundedFile(join(root, file), MOST_SOUND_BYTES);
      if (found === undefined) return {};
      if ("wrong" in found) return { problem: errorOf({ file }, "q-sound", found.wrong, found.remedy) };
      const type = soundType(found.bytes);
      if (type !== undefined) return { medium: { file, type, bytes: found.bytes } };
      const remedy = "Save it as MP3.";
      return { problem: errorOf({ file }, "q-sound", "its first bytes are of no MP3, M4A, Ogg, WebM or WAV", remedy) };
    }),
  ];
  const all = await Promise.all(read);
  return {
    byFile: new Map(
      all.flatMap(({ medium }) => {
        if (medium === undefined) return [];
        const { file, type, bytes } = medium;
        return [[file, { name: sha256(bytes).slice(0, 32), type, bytes }] as const];
      }),
    ),
    problems: all.flatMap(({ problem }) => problem ?? []),
  };
}

/** Undefined where there is no such file. */
async function boundedFile(
  path: string,
  most: number,
): Promise<{ readonly bytes: Uint8Array<ArrayBuffer> } | NoPicture | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || !found.isFile()) return undefined;
  if (found.size > most) {
    const wrong = `it has ${Math.ceil(found.size / 1024)} KiB, and ${most / 1024} are the most`;
    return { wrong, remedy: "Make it smaller: it has to reach every device, over a slow network too." };
  }
  return { bytes: Uint8Array.from(await readFile(path)) };
}

function errorOf(place: Problem["place"], code: string, message: string, remedy: string): Problem {
  return { severity: "error", code, place, message, remedy };
}
