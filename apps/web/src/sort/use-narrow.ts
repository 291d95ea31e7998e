import { useSyncExternalStore } from "react";

const narrow = "(max-width: 599px)";

/** Whether the screen is too narrow for a board with words on it. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = matchMedia(narrow);
      query.addEventListener("change", changed);
      return () => query.removeEventListener("change", changed);
    },
    () => matchMedia(narrow).matches,
  );
}
