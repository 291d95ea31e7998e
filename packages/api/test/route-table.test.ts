import { CALLERS, type RouteName, routeTable, shapes } from "@plait/api";
import { describe, expect, test } from "vitest";

const names = Object.keys(routeTable) as RouteName[];

describe("[I1] a route", () => {
  test("is known by its name, or by its method and path", () => {
    const addresses = names.map((name) => `${routeTable[name].method} ${routeTable[name].path}`);
    expect(new Set(addresses).size).toBe(names.length);
  });

  test.each(names)("%s has a path that can hold nothing of anybody, a sentence, and callers", (name) => {
    const { path, about, may } = routeTable[name];
    expect(path).toMatch(/^\/api(?:\/[a-z]+(?:-[a-z]+)*)+$/u);
    expect(about).toMatch(/^[A-Z].*\.$/u);
    expect(may.length).toBeGreaterThan(0);
    expect(CALLERS).toEqual(expect.arrayContaining([...may]));
    expect(new Set(may).size).toBe(may.length);
  });
});

describe("[I2] shapes", () => {
  test("are those of the routes that answer once", () => {
    expect(Object.keys(shapes).sort()).toEqual(names.filter((name) => name !== "followNews").sort());
  });

  test.each(Object.entries(shapes))(
    "of %s have a body only where something is done or asked at length",
    (name, shape) => {
      const { method } = routeTable[name as RouteName];
      if (method === "GET") expect(shape).not.toHaveProperty("body");
      else expect(shape).not.toHaveProperty("query");
    },
  );
});
