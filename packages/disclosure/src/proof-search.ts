import {
  addCost,
  type Cost,
  cheapestMove,
  compareCost,
  type Knowledge,
  type Move,
  moveAmongHidden,
  nothing,
  type Reach,
  type Unknown,
} from "./another-table.ts";
import { isEntangled, type JoinedCounts } from "./joined-counts.ts";
import type { LinearSolver } from "./linear-solver.ts";
import type { Proofs } from "./proofs.ts";
import type { StudyCount } from "./study-counts.ts";
import { type Leave, type ProgrammeAnswer, TableProgramme } from "./table-programme.ts";

type Proved =
  | "proved"
  /** No tables let it have values that lie so far apart, whole numbers or not. */
  | "impossible"
  | "gave-up";

/**
 * Looks for the other tables that prove hidden counts, and hides what changes in them. A count in one sum or two is
 * protected by shortest paths, which are exact there, and by linear programmes where these give up; a count in three
 * sums or more the other way round. To be disposed.
 */
export class ProofSearch {
  readonly #groups = new Map<StudyCount, Group>();
  readonly #known: Knowledge;
  readonly #leave: Leave;
  readonly #solver: LinearSolver;

  /** @param groups with every count to be asked for, and all that may change with it */
  constructor(groups: readonly Pick<JoinedCounts, "counts">[], known: Knowledge, leave: Leave, solver: LinearSolver) {
    for (const { counts } of groups) {
      const group: Group = { counts };
      for (const count of counts) this.#groups.set(count, group);
    }
    this.#known = known;
    this.#leave = leave;
    this.#solver = solver;
  }

  /** How many linear programmes were solved so far: what it cost in time. */
  get programmes(): number {
    return [...new Set(this.#groups.values())].reduce((sum, { programme }) => sum + (programme?.solved ?? 0), 0);
  }

  /** Adds tables until the values of a count lie far enough apart; false where it found too few. */
  prove(count: StudyCount, need: number, proofs: Proofs, hidden: Set<StudyCount>): boolean {
    if (proofs.rangeOf(count) >= need) return true;
    if (!isEntangled(count)) {
      return this.#byPaths(count, need, proofs, hidden) || this.#byProgrammes(count, need, proofs, hidden) === "proved";
    }
    const proved = this.#byProgrammes(count, need, proofs, hidden);
    return proved === "gave-up" ? this.#byPaths(count, need, proofs, hidden) : proved === "proved";
  }

  dispose(): void {
    for (const { programme } of new Set(this.#groups.values())) programme?.dispose();
  }

  /** First one as far away as is needed, then step by step, upwards and downwards, from the tables found. */
  #byPaths(count: StudyCount, need: number, proofs: Proofs, hidden: Set<StudyCount>): boolean {
    const search = this.#leave === "at-a-cost" ? cheapestMove : moveAmongHidden;
    const reaches = function* (): Generator<Reach> {
      yield { step: need, ways: [1, -1] };
      if (need === 1) return;
      for (const way of [1, -1] as const) {
        for (let step = 0; step < need; step++) {
          const from = proofs.tableAt(way === 1 ? "highest" : "lowest", count);
          yield { step: 1, ways: [way], ...(from === undefined ? {} : { from }) };
        }
      }
    };
    let exhausted = 0;
    for (const reach of reaches()) {
      const [way] = reach.ways;
      if (reach.ways.length === 1 && way === exhausted) continue;
      const move = search(count, hidden, this.#known, reach);
      if (move === undefined) exhausted = reach.ways.length === 1 ? (way ?? 0) : 0;
      else this.#take(move, count, proofs, hidden);
      if (proofs.rangeOf(count) >= need) return true;
    }
    return false;
  }

  /** As far beyond the tables found as is needed, upwards or downwards, or else part of the way. */
  #byProgrammes(count: StudyCount, need: number, proofs: Proofs, hidden: Set<StudyCount>): Proved {
    let by = need - proofs.rangeOf(count);
    let last: ProgrammeAnswer["kind"] = "found";
    while (by > 0) {
      const answer = this.#beyond(by, count, proofs, hidden);
      last = answer.kind;
      if (answer.kind !== "found") by--;
      else {
        this.#take(answer.move, count, proofs, hidden);
        by = Math.min(by, need - proofs.rangeOf(count));
      }
    }
    if (proofs.rangeOf(count) >= need) return "proved";
    // Where one person more is impossible, so are several.
    return last === "impossible" ? "impossible" : "gave-up";
  }

  /** The cheaper of two tables: the count so much higher than in any before, or so much lower. */
  #beyond(by: number, count: StudyCount, proofs: Proofs, hidden: ReadonlySet<StudyCount>): ProgrammeAnswer {
    const group = this.#groupOf(count);
    group.programme ??= new TableProgramme(group.counts, this.#known, this.#leave, this.#solver);
    const up = group.programme.cheapest(count, proofs.changeIn("highest", count) + by, hidden);
    if (up.kind === "found" && compareCost(price(up.move, hidden), nothing) === 0) return up;
    const down = group.programme.cheapest(count, proofs.changeIn("lowest", count) - by, hidden);
    if (up.kind !== "found") return down.kind === "impossible" ? up : down;
    if (down.kind !== "found") return up;
    return compareCost(price(down.move, hidden), price(up.move, hidden)) < 0 ? down : up;
  }

  #take(move: Move, count: StudyCount, proofs: Proofs, hidden: Set<StudyCount>): void {
    proofs.add(move);
    for (const one of this.#groupOf(count).counts) if (move.has(one)) hidden.add(one);
  }

  #groupOf(count: StudyCount): Group {
    const group = this.#groups.get(count);
    if (group === undefined) throw new RangeError(`${count.key}: is in no group of this search`);
    return group;
  }
}

interface Group {
  readonly counts: readonly StudyCount[];
  programme?: TableProgramme;
}

/** What is lost by hiding what is shown of a move. */
function price(move: Move, hidden: ReadonlySet<Unknown>): Cost {
  const shown = [...move.keys()].filter((unknown) => !hidden.has(unknown));
  return shown.reduce((sum, { cost }) => addCost(sum, cost ?? nothing), nothing);
}
