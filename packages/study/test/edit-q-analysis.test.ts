import { describe, expect, test } from "vitest";
import { editQAnalysis, qAnalysisSchema } from "../src/index.ts";
import { readYamlFile } from "../src/yaml-file.ts";

const read = (text: string) => readYamlFile("q/analysis.yaml", text, qAnalysisSchema);

describe("choices exchanged in q/analysis.yaml [G2]", () => {
  test("the others stay as they are written, comments too", () => {
    const before =
      "# Why we chose so.\nextraction: { method: pca }\n\n# Asked for by the advisory group.\nfactors: { number: 3, reason: Three views. } # for now\nseed: 'q'\n";
    const after = editQAnalysis(before, { extraction: { method: "horst" } });
    expect(after).toBe(
      before.replace("{ method: pca }", "\n  method: horst").replace("extraction: \n", "extraction:\n"),
    );
    expect(read(after).value).toMatchObject({ extraction: { method: "horst" }, factors: { number: 3 }, seed: "q" });
  });

  test("a file that is not there begins with the choice", () => {
    const text = editQAnalysis("", { factors: { number: 2, reason: "Two stand above noise." } });
    expect(text).toBe("factors:\n  number: 2\n  reason: Two stand above noise.\n");
  });

  test.each([
    ["a list", "- 1\n"],
    ["no YAML", "a: [\n"],
  ])("%s is refused", (_, raw) => {
    expect(() => editQAnalysis(raw, {})).toThrow(RangeError);
  });

  test("a long reason stays on one line", () => {
    const reason = "because ".repeat(40).trim();
    expect(editQAnalysis("", { factors: { number: 2, reason } })).toContain(reason);
  });
});
