import { loadSolver, release, shippedPolicies } from "../../disclosure/src/index.ts";
import { exampleQ, quick, run } from "./strand/example-q.ts";
const found = await run(quick(await exampleQ()));
const solver = await loadSolver();
const start = performance.now();
try {
  const { released } = release(found.results, shippedPolicies.sacro, solver);
  console.log(Math.round(performance.now() - start), released.value.results.length);
} catch (e) { console.log(Math.round(performance.now() - start), String(e).slice(0, 400)); }
