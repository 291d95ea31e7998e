import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const p = await b.newPage({ viewport: { width: Number(process.argv[2]), height: 600 } });
await p.setContent(
  process.argv
    .slice(4)
    .map(
      (f) =>
        `<img style="border:1px solid #999;vertical-align:top" src="data:image/png;base64,${readFileSync(f).toString("base64")}">`,
    )
    .join(""),
);
await p.screenshot({ path: process.argv[3], fullPage: true });
await b.close();
