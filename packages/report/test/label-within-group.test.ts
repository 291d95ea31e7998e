import { expect, test } from "vitest";
import { labelWithinGroup } from "../src/label-within-group.ts";

test("a label does not repeat the heading above it", () => {
  expect(labelWithinGroup("Service (under 18): people", "Service (under 18)")).toBe("People");
  expect(labelWithinGroup("Referral, DW", "Referral")).toBe("DW");
  expect(labelWithinGroup("Referrals made", "Referral")).toBe("Referrals made");
  expect(labelWithinGroup("Referral", "Referral")).toBe("Referral");
  expect(labelWithinGroup("Referral, DW", undefined)).toBe("Referral, DW");
});
