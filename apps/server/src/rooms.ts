import type { AnswerName } from "@plait/api";
import { withPaperSorts } from "@plait/build";
import type { Room } from "./room.ts";
import { outputsRoom } from "./rooms/outputs-room.ts";
import { openPaperRoom } from "./rooms/paper-room.ts";
import { qRoom } from "./rooms/q-room.ts";
import { openRecordsRoom } from "./rooms/records-room.ts";
import { type SessionRoomParts, sessionRoom } from "./rooms/session-room.ts";
import { type StudyRoomParts, studyRoom } from "./rooms/study-room.ts";
import { openSortRoom } from "./sort-room.ts";
import type { StudyAtWork } from "./study-at-work.ts";

export type RoomsParts = SessionRoomParts &
  StudyRoomParts & {
    /** Rung when reading and linking the records have gone on a step. */
    readonly wentOn: () => void;
  };

export interface OpenRooms {
  readonly rooms: Room<AnswerName>;
  close(): Promise<void>;
}

/** Every room of the workbench. A route that no room answers is a type error here. */
export function openRooms(study: StudyAtWork, parts: RoomsParts): OpenRooms {
  const sorting = openSortRoom(study);
  const paper = openPaperRoom(study, sorting.collectedSorts);
  const collected = async () => withPaperSorts(await sorting.collectedSorts(), await paper.collectedSorts());
  const records = openRecordsRoom(study, { collected, wentOn: parts.wentOn });
  return {
    rooms: {
      ...sessionRoom(parts),
      ...studyRoom(parts),
      ...records.room,
      ...sorting.room,
      ...outputsRoom,
      ...qRoom(collected, sorting.saidReasons),
      ...paper.room,
    },
    close: async () => {
      await Promise.all([sorting.close(), paper.close(), records.close()]);
    },
  };
}
