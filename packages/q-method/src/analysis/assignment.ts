/**
 * The one-to-one assignment of rows to columns with the largest sum of scores (Hungarian method). Every row gets a
 * column where there are enough; otherwise the rows left over get -1. Among equally good assignments the choice depends
 * on the scores alone and is the same every time.
 *
 * @param scores row by row, finite
 * @throws RangeError when the scores do not fill the rows or one is not finite
 *
 * Source: Kuhn (1955), Naval Research Logistics Quarterly 2, 83-97, by shortest augmenting paths (Jonker and Volgenant,
 * 1987, Computing 38, 325-340).
 */
export function bestAssignment(scores: Float64Array, rows: number, columns: number): Int32Array {
  if (scores.length !== rows * columns) {
    throw new RangeError(`scores must hold ${rows} rows of ${columns}: ${scores.length} numbers`);
  }
  const bad = scores.find((score) => !Number.isFinite(score));
  if (bad !== undefined) throw new RangeError(`a score must be finite: ${bad}`);
  if (rows > columns) {
    const flipped = Float64Array.from(scores, (_, i) => scores[(i % rows) * columns + Math.floor(i / rows)] ?? 0);
    const assigned = new Int32Array(rows).fill(-1);
    cheapest(flipped, columns, rows).forEach((row, column) => {
      assigned[row] = column;
    });
    return assigned;
  }
  return cheapest(scores, rows, columns);
}

/** Rows join one at a time; each takes the shortest path of exchanges to a free column. Costs are negated scores. */
function cheapest(scores: Float64Array, rows: number, columns: number): Int32Array {
  const rowPrice = new Float64Array(rows);
  const columnPrice = new Float64Array(columns);
  const holder = new Int32Array(columns).fill(-1);
  for (let joining = 0; joining < rows; joining++) {
    const distance = new Float64Array(columns).fill(Number.POSITIVE_INFINITY);
    const previous = new Int32Array(columns).fill(-1);
    const isDone = new Uint8Array(columns);
    let row = joining;
    let from = -1;
    let reached = 0;
    let free = -1;
    while (free < 0) {
      let next = -1;
      for (let c = 0; c < columns; c++) {
        if (isDone[c] === 1) continue;
        const cost = -(scores[row * columns + c] ?? 0) - (rowPrice[row] ?? 0) - (columnPrice[c] ?? 0);
        if (reached + cost < (distance[c] ?? 0)) {
          distance[c] = reached + cost;
          previous[c] = from;
        }
        if (next < 0 || (distance[c] ?? 0) < (distance[next] ?? 0)) next = c;
      }
      reached = distance[next] ?? 0;
      isDone[next] = 1;
      if (holder[next] === -1) free = next;
      else {
        row = holder[next] ?? 0;
        from = next;
      }
    }
    rowPrice[joining] = (rowPrice[joining] ?? 0) + reached;
    for (let c = 0; c < columns; c++) {
      if (isDone[c] !== 1) continue;
      const slack = reached - (distance[c] ?? 0);
      columnPrice[c] = (columnPrice[c] ?? 0) - slack;
      const held = holder[c] ?? -1;
      if (held >= 0) rowPrice[held] = (rowPrice[held] ?? 0) + slack;
    }
    for (let c = free; c >= 0; ) {
      const before = previous[c] ?? -1;
      holder[c] = before < 0 ? joining : (holder[before] ?? 0);
      c = before;
    }
  }
  const assigned = new Int32Array(rows);
  holder.forEach((row, column) => {
    if (row >= 0) assigned[row] = column;
  });
  return assigned;
}
