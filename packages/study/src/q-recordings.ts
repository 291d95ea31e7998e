export const RECORDINGS_FOLDER = "q/sound/";

/** A card read aloud in one language. */
export interface QRecording {
  /** The id of the card. */
  readonly statement: string;
  readonly language: string;
  /** Its path in the study folder. */
  readonly file: string;
}

/** The recording that a path of the study folder is by its name, such as `q/sound/ar/s07.mp3`; undefined where it is none. */
export function recordingOf(file: string): QRecording | undefined {
  const found = /^q\/sound\/([A-Za-z0-9-]+)\/([A-Za-z0-9][A-Za-z0-9_.-]*)\.(?:mp3|m4a|ogg|opus|webm|wav)$/i.exec(file);
  const [, language, statement] = found ?? [];
  return language === undefined || statement === undefined ? undefined : { statement, language, file };
}
