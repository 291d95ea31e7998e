import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { openPageWords, type PageWords } from "./page-words.ts";

/** The words that come with these screens: they change with the version of Plait and not before. */
export function usePageWords(): UseQueryResult<PageWords> {
  return useQuery({ queryKey: ["page-words"], queryFn: openPageWords, staleTime: Number.POSITIVE_INFINITY });
}
