import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { modelsFileSchema, recordsRulesSchema, studySettingsSchema } from "../src/index.ts";
import { qAnalysisSchema } from "../src/q-analysis.ts";
import { gridFileSchema } from "../src/q-grid.ts";
import { readYamlFile } from "../src/yaml-file.ts";
import { inShort } from "./guide-study.ts";

const guide = readFileSync(new URL("../../../docs/guides/study-folder.md", import.meta.url), "utf8");

/** All YAML under one heading of the guide, as one file. */
function yamlUnder(heading: string): string {
  const chapter = guide.split(/^## /m).find((text) => text.startsWith(heading)) ?? "";
  return [...chapter.matchAll(/^```yaml\n(.*?)^```/gms)].map((block) => block[1]).join("");
}

describe("the guide's own examples fit the schema [G1]", () => {
  test.each([
    ["study.yaml", studySettingsSchema, "strands:"],
    ["records/rules.yaml", recordsRulesSchema, "comparisons:"],
    ["records/models.yaml", modelsFileSchema, "models:"],
    ["q/grid.yaml", gridFileSchema, "columns:"],
    ["q/analysis.yaml", qAnalysisSchema, "factors:"],
  ])("%s", (file, schema, key) => {
    const text = yamlUnder(file);
    expect(text).toContain(key);
    expect(readYamlFile<unknown>(file, text, schema).problems.map(inShort)).toEqual([]);
  });
});
