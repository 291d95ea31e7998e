import { useLocation, useNavigate } from "@tanstack/react-router";

/** Whose sort on paper is open. It stands in the history of the window and in no address: after a reload it is open again. */
export function usePaperSorter(): readonly [
  participant: string | undefined,
  open: (participant: string | undefined) => void,
] {
  const participant = useLocation({ select: ({ state }) => state.paperSorter });
  const navigate = useNavigate();
  const open = (next: string | undefined) => {
    void navigate({ to: "/q/paper", state: next === undefined ? {} : { paperSorter: next } });
  };
  return [participant, open];
}
