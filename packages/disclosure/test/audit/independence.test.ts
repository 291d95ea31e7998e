import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("[A1] the audit imports nothing of what it audits", () => {
  const folder = new URL("../../src/audit/", import.meta.url);
  const imported = readdirSync(folder).flatMap((file) =>
    [...readFileSync(new URL(file, folder), "utf8").matchAll(/from "(\.\.\/[^"]+)"/g)].map(([, path]) => path),
  );
  const words = ["evidence", "linear-solver", "policy", "policy-statement", "released-result"];
  expect(new Set(imported)).toEqual(new Set(words.map((name) => `../${name}.ts`)));
});
