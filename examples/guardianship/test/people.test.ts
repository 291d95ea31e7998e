import { seededRandom } from "@plait/study";
import { describe, expect, test } from "vitest";
import { monthsBetween } from "../src/calendar.ts";
import { designRow, outcomes, plantedEffects, predictors } from "../src/closure-effects.ts";
import { makePeople } from "../src/people.ts";
import { mustNotMerge } from "../src/vocabulary.ts";

const made = makePeople(seededRandom("guardianship").fork("people"));
const modelled = made.people.filter(({ standing }) => standing === "modelled");

describe("[G6] people", () => {
  test("have one reference each", () => {
    expect(new Set(made.people.map(({ number }) => number)).size).toBe(made.people.length);
  });

  test("of the sample have an answer to everything the models ask", () => {
    expect(modelled.length).toBe(1359);
    for (const { details, episodes, closure, timeGap } of modelled) {
      expect(["Female", "Male"]).toContain(details.gender);
      expect(details.nationality).not.toBe("Not known");
      expect(details.nationality).not.toBeNull();
      expect(details.exploitation?.length).toBeGreaterThan(0);
      expect(details.exploitation).not.toContain("Not known");
      expect(["DW", "RPC"]).toContain(episodes[0]?.group);
      expect(closure?.day).toBeGreaterThanOrEqual(episodes[0]?.referred ?? Number.NaN);
      expect(timeGap).toBeUndefined();
    }
  });

  test("include 25 or more with each rare type, and both of every pair that must not merge", () => {
    for (const type of ["Organ harvesting", "Financial"]) {
      expect(modelled.filter(({ details }) => details.exploitation?.includes(type)).length).toBeGreaterThanOrEqual(25);
    }
    const nationalities = new Set(made.people.map(({ details }) => details.nationality));
    for (const nationality of mustNotMerge.flat()) expect(nationalities).toContain(nationality);
  });
});

describe("[G7] planted effects", () => {
  const rows = modelled.map(({ details, episodes, closure }) =>
    designRow({
      exploitation: (details.exploitation ?? []) as never, // canonical types, checked above
      male: details.gender === "Male",
      nonUk: details.nationality !== "British",
      months: monthsBetween(episodes[0]?.referred ?? 0, closure?.day ?? 0),
      directWorker: episodes[0]?.group === "DW",
    }),
  );
  const reason = { turning_18: "Turning 18", other: "Other", no_concerns: "No trafficking concerns" };

  test.each(outcomes)("on %s are estimated by least squares: residuals are orthogonal to every column", (outcome) => {
    const { coefficients } = made.closures.fits[outcome];
    const residuals = rows.map((row, i) => {
      const fitted = row.reduce((sum, x, j) => sum + x * (coefficients[j] ?? 0), 0);
      return (modelled[i]?.closure?.reason === reason[outcome] ? 1 : 0) - fitted;
    });
    for (let j = 0; j <= predictors.length; j++) {
      const product = rows.reduce((sum, row, i) => sum + (row[j] ?? 0) * (residuals[i] ?? 0), 0);
      expect(Math.abs(product)).toBeLessThan(1e-6);
    }
  });

  test.each([...outcomes.entries()])("(%i) on %s come back within two standard errors", (index, outcome) => {
    const { coefficients, standardErrors } = made.closures.fits[outcome];
    for (const [j, predictor] of predictors.entries()) {
      const planted = plantedEffects[predictor][index]?.coefficient ?? Number.NaN;
      expect(Math.abs((coefficients[j + 1] ?? 0) - planted)).toBeLessThan(2 * (standardErrors[j + 1] ?? 0));
    }
  });

  // R 4.2, lm() and HC3 by hand on the same 1,359 people: the time coefficient of Turning 18 and its standard error.
  test("agree with R", () => {
    const { coefficients, standardErrors } = made.closures.fits.turning_18;
    expect(coefficients[9]).toBeCloseTo(0.00963, 5);
    expect(standardErrors[9]).toBeCloseTo(0.00245, 5);
  });
});

test("[G8] another seed has the same counts", () => {
  const other = makePeople(seededRandom("another").fork("people"));
  const standings = (people: typeof made.people) =>
    people.reduce<Record<string, number>>((counts, { standing }) => {
      counts[standing] = (counts[standing] ?? 0) + 1;
      return counts;
    }, {});
  expect(standings(other.people)).toEqual(standings(made.people));
  expect(other.people[0]?.number).not.toBe(made.people[0]?.number);
});
