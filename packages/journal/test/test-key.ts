import { StudyKey } from "@plait/journal";

/** The same in every test; not a secret. */
export const testKey = StudyKey.from(Uint8Array.from({ length: 32 }, (_, at) => at));

export const otherKey = StudyKey.from(Uint8Array.from({ length: 32 }, (_, at) => 255 - at));
