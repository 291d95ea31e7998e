import { describe, expect, test } from "vitest";

import { money, postcodes, references, telephones } from "../../src/identifying/digit-groups.ts";
import { remarked } from "./marked-text.ts";

describe("[W1] telephone numbers have nine to sixteen digits and begin with 0 or +", () => {
  test.each([
    "{07700 900123}",
    "Ring {07700 900123} now",
    "Ring {07700.900123}, not 07700 90.",
    "{0-7700-900-123}",
    "Ring {(020) 7946 0018}.",
    "Ring (mornings: {020 7946 0018}).",
    "Ring ({020 7946 0018}).",
    "Ring 020) {0161 496 0018}",
    "{+44 7700 900 123}",
    "Ring {+447700900123} or {0161/496/0018}.",
    "Ring {+44 (0)161 496 0018}.",
    "Ring {+1,202,555,018}.",
  ])("%s", (marked) => {
    expect(remarked(telephones, marked)).toBe(marked);
  });
