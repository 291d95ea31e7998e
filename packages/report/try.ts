import { writeFileSync } from "node:fs";
import { release, shippedPolicies } from "@plait/disclosure";
import { figureSvg } from "./src/figures/figure-svg.ts";
import { allResults } from "./test/fixtures/results.ts";
import { openBrowser } from "@plait/testkit";
let html="";
const rel = release(allResults, shippedPolicies.sacro);
for (const r of rel.value.results) { const svg = await figureSvg(r); console.log(r.id, r.disclosure.status, r.disclosure.withheld); if (svg) html+=`<h2>${r.id}</h2>${svg}`; }
writeFileSync("/tmp/figs.html", html);
const b = await openBrowser(); const {page,complaints}=await b.openPage(html); console.log(complaints);
await page.screenshot({path:"/tmp/all.png", fullPage:true});
await b.close();
