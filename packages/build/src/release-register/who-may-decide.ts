import { type Checking, type Problem, type StudySettings, sameName } from "@plait/study";

type Person = StudySettings["people"][number];

export const CHECKER = "output checker";

/** A name as `study.yaml` spells it; or that nobody there is called so. */
export function personCalled(
  name: string,
  people: readonly Person[],
): { readonly name: string } | { readonly problem: Problem } {
  const person = people.find((one) => sameName(one.name, name));
  if (person !== undefined) return { name: person.name };
  const names = people.map((one) => one.name);
  return {
    problem: {
      severity: "error",
      code: "unknown-person",
      place: { file: "study.yaml", path: "people" },
      message: `nobody in this study is called "${name}"`,
      remedy: `add the person with a role to people${names.length === 0 ? "" : `, or name one of ${names.join(", ")}`}`,
    },
  };
}

/** What stands against a person deciding on a release: under `team`, their role, and that they asked for it. */
export function decidingProblems(
  name: string,
  people: readonly Person[],
  { by: requester, checking }: { readonly by: string; readonly checking: Checking },
): Problem[] {
  const known = personCalled(name, people);
  if ("problem" in known) return [known.problem];
  switch (checking) {
    case "single":
      return [];
    case "team":
      return [
        ...(sameName(name, requester) ? [isRequester(known.name)] : []),
        ...(people.some((one) => sameName(one.name, name) && sameName(one.role, CHECKER))
          ? []
          : [isNoChecker(known.name, people)]),
      ];
  }
}

function isRequester(name: string): Problem {
  return {
    severity: "error",
    code: "requester-decides",
    place: { file: "--by" },
    message: `${name} asked for this release, and under checking: team whoever asks does not decide`,
    remedy: "let two other people with the role output checker decide",
  };
}

function isNoChecker(name: string, people: readonly Person[]): Problem {
  const checkers = people.filter(({ role }) => sameName(role, CHECKER)).map((one) => one.name);
  const there =
    checkers.length === 0
      ? "nobody has it yet"
      : `${checkers.join(" and ")} ${checkers.length === 1 ? "has" : "have"} it`;
  return {
    severity: "error",
    code: "no-output-checker",
    place: { file: "study.yaml", path: "people" },
    message: `${name} has not the role ${CHECKER}: ${there}`,
    remedy: `let somebody decide who has the role, or give it to ${name} if that is so`,
  };
}
