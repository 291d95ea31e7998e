import { readFileSync } from "node:fs";
import { openBrowser } from "@plait/testkit";

const width = Number(process.argv[2] ?? 1280);
const open = process.argv[3] === "open";
const b = await openBrowser();
const { page } = await b.openPage(readFileSync("/tmp/annex.html", "utf8"), { width, height: 1500 });
if (open) await page.evaluate("document.querySelectorAll('details').forEach(d=>d.open=true)");
const h = Number(await page.evaluate("document.documentElement.scrollHeight"));
console.log(h);
for (let i = 0, y = 0; y < h; y += 1500, i++)
  await page.screenshot({
    path: `/tmp/s${width}-${i}.png`,
    fullPage: true,
    clip: { x: 0, y, width, height: Math.min(1500, h - y) },
  });
await b.close();
