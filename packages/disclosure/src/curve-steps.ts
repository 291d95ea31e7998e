import { type CurvePoint, compareText, type Result } from "@plait/study";
import { highestFailing, mayBeKnown, type Policy } from "./policy.ts";
import { describeCell } from "./study-counts.ts";

/** Says of a point of a curve whether it leaves, and if not, why. */
export type CurveSteps = (point: CurvePoint) => "threshold" | "curve-step" | undefined;

/**
 * Which points of survival and incidence curves leave. A step of a curve tells how many had the event: with n at risk,
 * events = n × (1 − S₂/S₁). So steps are merged, from the start and in order of time, until each that leaves holds as
 * many people with the event as a count must, or none where zeros are shown; and the last step, to the end of the
 * curve, likewise. A point also needs enough people at risk.
 *
 * A curve is one over all results that print points of it. Points that leave after review are there for the reader, and
 * the others are chosen around them. At time 0 a curve without an event tells nothing but where it starts.
 *
 * @param reviewed ids of the results that are released whole after review
 * @throws RangeError where people at risk or with the event are not whole numbers, two points of one time differ, or
 *   people with the event become fewer
 */
export function curveSteps(results: readonly Result[], policy: Policy, reviewed: ReadonlySet<string>): CurveSteps {
  const withheld = new Map<string, "threshold" | "curve-step">();
  for (const points of curvesOf(results, reviewed).values()) {
    for (const point of points) {
      if (!point.known && point.atRisk <= highestFailing(policy)) withheld.set(keyOf(point), "threshold");
    }
    if (!policy.curveSteps) continue;
    const candidates = points.filter((point) => !withheld.has(keyOf(point)));
    const leaving = pointsThatLeave(candidates, points.at(-1), policy);
    for (const point of candidates) {
      if (!point.known && !leaving.has(point)) withheld.set(keyOf(point), "curve-step");
    }
  }
  return (point) => withheld.get(keyOf(point));
}

/**
 * Of a point, the names of the counts of events that its value rests on: of every time of its curve that begins before
 * it, in whichever results.
 */
export function eventsToldByCurves(results: readonly Result[]): (point: CurvePoint) => readonly string[] {
  const told = new Map<string, { readonly name: string; readonly from: number }[]>();
  for (const result of results) {
    for (const [curve, points] of curvesOf([result], new Set())) {
      const named = points.flatMap(({ newEvents }, index) =>
        newEvents === undefined ? [] : [{ name: newEvents, from: points[index - 1]?.time ?? Number.NEGATIVE_INFINITY }],
      );
      told.set(curve, [...(told.get(curve) ?? []), ...named]);
    }
  }
  return ({ curve, time }) => (told.get(curve) ?? []).flatMap(({ name, from }) => (from < time ? [name] : []));
}

interface Point extends CurvePoint {
  /** It leaves after review. */
  readonly known: boolean;
}

function pointsThatLeave(points: readonly Point[], end: Point | undefined, policy: Policy): Set<Point> {
  const leaving: Point[] = [];
  const reached = () => leaving.at(-1)?.events ?? 0;
  const mayFollow = (events: number) => mayBeKnown(events - reached(), policy);
  const dropUntil = (events: number) => {
    while (!mayFollow(events)) {
      const last = leaving.at(-1);
      if (last === undefined || last.known || isStart(last)) return;
      leaving.pop();
    }
  };
  for (const point of points) {
    if (point.known) dropUntil(point.events);
    if (point.known || isStart(point) || mayFollow(point.events)) leaving.push(point);
  }
  if (end !== undefined && leaving.at(-1) !== end) dropUntil(end.events);
  return new Set(leaving);
}

function isStart({ time, events }: Point): boolean {
  return time === 0 && events === 0;
}

/** The points of each curve in order of time. */
function curvesOf(results: readonly Result[], reviewed: ReadonlySet<string>): Map<string, Point[]> {
  const points = new Map<string, Point>();
  for (const result of results) {
    for (const [row, { cells }] of result.rows.entries()) {
      for (const [column, cell] of cells.entries()) {
        if (cell.kind !== "statistic" || cell.measure?.kind !== "curve-point" || !("people" in cell.people)) continue;
        const where = describeCell(result, { row, column });
        const { time, atRisk, events } = cell.measure;
        if (![atRisk, events].every((count) => Number.isSafeInteger(count) && count >= 0) || !(time >= 0)) {
          throw new RangeError(`${where}: a curve needs whole numbers of people and times of at least 0`);
        }
        const key = keyOf(cell.measure);
        const other = points.get(key);
        if (other !== undefined && (other.atRisk !== atRisk || other.events !== events)) {
          throw new RangeError(`${where}: differs from the point of that time elsewhere`);
        }
        const known = reviewed.has(result.id) || (other?.known ?? false);
        points.set(key, { ...cell.measure, known });
      }
    }
  }
  const curves = new Map<string, Point[]>();
  for (const point of [...points.values()].sort((a, b) => compareText(a.curve, b.curve) || a.time - b.time)) {
    const curve = curves.get(point.curve) ?? [];
    if (point.events < (curve.at(-1)?.events ?? 0)) {
      throw new RangeError(`curve ${JSON.stringify(point.curve)}: people with the event become fewer`);
    }
    curves.set(point.curve, [...curve, point]);
  }
  return curves;
}

function keyOf({ curve, time }: CurvePoint): string {
  return JSON.stringify([curve, time]);
}
