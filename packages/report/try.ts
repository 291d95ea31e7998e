import { writeFileSync } from "node:fs";
import { accessibilityFaults, openBrowser } from "@plait/testkit";
import { annexHtml } from "./src/index.ts";
import { fixtureAnnex } from "./test/fixtures/annex.ts";

const html = await annexHtml(fixtureAnnex());
writeFileSync("/tmp/annex.html", html);
console.log(html.length);
const b = await openBrowser();
const { page, complaints } = await b.openPage(html);
console.log(complaints);
console.log(JSON.stringify(await accessibilityFaults(page), null, 1).slice(0, 3000));
await page.screenshot({ path: "/tmp/page.png", fullPage: true });
await page.emulateMedia({ media: "print" });

await page.pdf({ path: "/tmp/annex.pdf", format: "A4", tagged: true });
const n = (await b.openPage(html, { width: 320, height: 700 })).page;
console.log(await n.evaluate("document.documentElement.scrollWidth"));
await n.screenshot({ path: "/tmp/narrow.png", fullPage: true });
await b.close();
