import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type LabelPlace, labelPlaces } from "../src/workbench/q/label-places.ts";

const half = 180;
const point = fc.record({
  label: fc.stringMatching(/^[A-Z]{3}\d{1,2}$/u),
  x: fc.double({ min: -160, max: 160, noNaN: true }),
  y: fc.double({ min: -160, max: 160, noNaN: true }),
});

const overlap = (a: LabelPlace, b: LabelPlace) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe("[W10] labels of a plot", () => {
  test("stand over no other label and no point, and within the drawing", () => {
    fc.assert(
      fc.property(fc.array(point, { maxLength: 40 }), (points) => {
        const places = labelPlaces(points, half).filter((place) => place !== undefined);
        for (const [at, place] of places.entries()) {
          expect(
            [place.x, place.y, -place.x - place.width, -place.y - place.height].every((edge) => edge >= -half),
          ).toBe(true);
          expect(places.slice(0, at).some((other) => overlap(place, other))).toBe(false);
          expect(
            points.some(
              ({ x, y }) => x > place.x && x < place.x + place.width && y > place.y && y < place.y + place.height,
            ),
          ).toBe(false);
        }
      }),
    );
  });

  test("each have a place where twenty-five sorts lie in three crowds", () => {
    const points = Array.from({ length: 25 }, (_, at) => ({
      label: `QYP${at + 1}`,
      x: ([120, -20, 60][at % 3] ?? 0) + 6 * Math.cos(at),
      y: ([-30, -120, 40][at % 3] ?? 0) + 9 * Math.sin(3 * at),
    }));
    expect(labelPlaces(points, half).filter((place) => place === undefined)).toEqual([]);
  });

  test("one alone stands at its right, one at the right edge at its left", () => {
    expect(labelPlaces([{ label: "A1", x: 0, y: 0 }], half)).toEqual([
      { x: 7, y: -6.5, width: 14, height: 13, far: false },
    ]);
    const [edge] = labelPlaces([{ label: "A1", x: 175, y: 0 }], half);
    expect(edge?.x).toBeCloseTo(154);
  });

  test("has none where there is no room", () => {
    const crowd = Array.from({ length: 200 }, (_, at) => ({ label: "A long label of a sort", x: at % 10, y: at / 20 }));
    const places = labelPlaces(crowd, half);
    expect(places.some((place) => place === undefined)).toBe(true);
    expect(places.some((place) => place !== undefined)).toBe(true);
  });
});
