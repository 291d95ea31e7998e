import { adjustedPolicy, type Policy, readPolicy, shippedPolicy, shippedPolicyNames } from "@plait/disclosure";
import type { Place, Problem, Read, StudyFiles, StudySettings } from "@plait/study";
import { parse } from "yaml";

/** The disclosure policy of a study: the one that its settings name, with the rules that they change. */
export async function openStudyPolicy(
  files: StudyFiles,
  { policy: name, rules }: StudySettings["disclosure"],
): Promise<Read<Policy>> {
  const named = await openPolicy(files, name, { file: "study.yaml", path: "disclosure.policy" });
  if (named.value === undefined) return named;
  const adjusted = adjustedPolicy(named.value, rules, { file: "study.yaml", path: "disclosure.rules" });
  return { ...adjusted, problems: [...named.problems, ...adjusted.problems] };
}

/** The disclosure policy named at `place`: one that Plait ships, or a YAML file of the study's own. */
export async function openPolicy(files: StudyFiles, name: string, place: Place): Promise<Read<Policy>> {
  if (shippedPolicyNames.includes(name) || !/\.ya?ml$/iu.test(name)) return shippedPolicy(name, place);
  const read = await files.readText(name);
  if ("problem" in read) return { problems: [read.problem] };
  if ("missing" in read) return { problems: [policyNotFound(name, place)] };
  let source: unknown;
  try {
    source = parse(read.text);
  } catch (error) {
    return { problems: [notYaml(name, error)] };
  }
  return readPolicy(source, name);
}

function policyNotFound(name: string, place: Place): Problem {
  return {
    severity: "error",
    code: "policy-not-found",
    place,
    message: `there is no file "${name}" in the study`,
    remedy: `put the policy there, or name one that Plait ships: ${shippedPolicyNames.join(", ")}`,
  };
}

function notYaml(name: string, error: unknown): Problem {
  return {
    severity: "error",
    code: "yaml-syntax",
    place: { file: name },
    message: error instanceof Error ? (error.message.split("\n", 1)[0] ?? "") : String(error),
    remedy: "mend the YAML at this place",
  };
}
