import type { ReplyOf } from "@plait/api";
import type { PreviewedResult } from "@plait/build";

type Shown = ReplyOf<"readPreviewedResult">;
type Listed = Extract<ReplyOf<"readPreview">, { kind: "ready" }>["results"][number];

/** What the list of results says of one. */
export function listedResult({ id, strand, title, figure, models, rows, disclosure }: PreviewedResult): Listed {
  const cells = rows.flatMap((row) => row.cells);
  return {
    ...{ id, strand, title, status: disclosure.status, models: models.length, cells: cells.length },
    ...(figure === undefined ? {} : { figure }),
    withheld: cells.filter(({ standing }) => standing === "withheld").length,
    rounded: cells.filter(({ standing }) => standing === "rounded").length,
    sentences: disclosure.withheld.sentences,
  };
}

export function shownResult(result: PreviewedResult, picture: string | undefined): Shown {
  const { id, title, summary, rowHeading, disclosure, findings, models, strand: _, figure: __, ...told } = result;
  const { status, checks, releasable, awaitingReview, review } = disclosure;
  return {
    ...{ id, title, summary, rowHeading, status, checks },
    ...told,
    models: models.map(({ id: model, label, observations, residualDegreesOfFreedom, levels }) => ({
      ...{ id: model, label, observations, residualDegreesOfFreedom },
      levels,
    })),
    findings: findings.map(({ kind: _, ...finding }) => finding),
    ...(releasable === undefined ? {} : { leastPeople: releasable.leastPeople }),
    ...(awaitingReview === undefined ? {} : { awaitingReview }),
    ...(review === undefined ? {} : { review: shownReview(review) }),
    ...(picture === undefined ? {} : { picture }),
  };
}

function shownReview({
  reason,
  requested,
  outcome,
}: NonNullable<PreviewedResult["disclosure"]["review"]>): NonNullable<Shown["review"]> {
  const asked = { reason, by: requested.by, outcome: outcome.kind };
  if (outcome.kind === "undecided") return asked;
  return { ...asked, decidedBy: outcome.by, ...(outcome.note === undefined ? {} : { note: outcome.note }) };
}
