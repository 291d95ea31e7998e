import { expect, it } from "vitest";
import { differsFromLockFile } from "../lock-file.mjs";

const study = { "packages/study": { version: "0.1.0" }, "node_modules/@plait/study": { link: true } };
const zod = { "node_modules/zod": { version: "4.6.7", integrity: "sha512-a" } };
const forMac = { "node_modules/node-mac": { version: "24.0.0", integrity: "sha512-b", optional: true } };

it("accepts what the lock file asks for, with or without optional packages", () => {
  const wanted = { packages: { "": { version: "0.1.0" }, ...study, ...zod, ...forMac } };
  expect(differsFromLockFile(wanted, { packages: { ...study, ...zod } })).toBe(false);
  expect(differsFromLockFile(wanted, { packages: { ...study, ...zod, ...forMac } })).toBe(false);
});

it.each([
  ["a missing package", study],
  ["another version", { ...study, "node_modules/zod": { version: "4.6.6", integrity: "sha512-a" } }],
  ["another content", { ...study, "node_modules/zod": { version: "4.6.7", integrity: "sha512-c" } }],
  ["a package too many", { ...study, ...zod, "node_modules/old": { version: "1.0.0" } }],
  ["nothing", undefined],
])("refuses %s", (_, packages) => {
  const installed = packages === undefined ? {} : { packages };
  expect(differsFromLockFile({ packages: { ...study, ...zod } }, installed)).toBe(true);
});
