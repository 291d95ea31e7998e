import { describe, expect, test } from "vitest";
import { studySettingsSchema } from "../src/index.ts";
import { readYamlFile } from "../src/yaml-file.ts";

function settings(store: string) {
  const text = `title: Study\nstrands: [q]\ndisclosure:\n  policy: sacro\n${store}`;
  return readYamlFile("study.yaml", text, studySettingsSchema);
}

describe("[R10] store in study.yaml", () => {
  test.each<[string, unknown]>([
    ["", "sqlite"],
    ["store: sqlite", "sqlite"],
    ["store: { postgres: JOURNAL_URL }", { postgres: "JOURNAL_URL", schema: "plait" }],
    [
      'store: { postgres: "postgresql://role@host:5432/db?sslmode=verify-full", schema: my_study }',
      { postgres: "postgresql://role@host:5432/db?sslmode=verify-full", schema: "my_study" },
    ],
  ])("%j is read", (store, expected) => {
    const { value, problems } = settings(store);
    expect([value?.store, problems]).toEqual([expected, []]);
  });

  test.each([
    'store: { postgres: "postgresql://role:hunter2@host/db" }',
    'store: { postgres: "postgres://:hunter2@host" }',
    'store: { postgres: "host=h user=u password=hunter2" }',
    'store: { postgres: "postgresql://host/db?user=u&password=hunter2" }',
  ])("a password is refused, and not shown: %s", (store) => {
    const { problems } = settings(store);
    expect(problems.map(({ code, place }) => [code, place.file])).toEqual([["wrong-value", "study.yaml"]]);
    expect(problems[0]?.message).toContain("holds a password");
    expect(JSON.stringify(problems)).not.toContain("hunter2");
  });

  test.each([
    "store: mysql",
    "store: { schema: a }",
    "store: { postgres: X, schema: My-Study }",
    "store: { postgres: X, more: 1 }",
  ])("%s is a problem", (store) => {
    const { problems } = settings(store);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.place.line).toBe(5);
  });
});
