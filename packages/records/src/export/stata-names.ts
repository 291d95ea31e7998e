import { foldText } from "../propose/fold.ts";

export interface StataName {
  readonly variable: string;
  readonly stata: string;
}

const longestName = 32;

const reserved: ReadonlySet<string> = new Set(
  `_all _b _coef _cons _n _N _pi _pred _rc _skip alias byte double float if in int long str strL using with`.split(" "),
);

/**
 * A name Stata accepts for each variable, in the same order: ASCII letters, digits and underscores, at most 32, starting
 * with a letter, no reserved word, and unique whatever the case, since other programs that read the file ignore it.
 * A valid name is kept as it is; accents are dropped, anything else becomes an underscore, and a clash is numbered from 2.
 *
 * Throws RangeError when one variable is named twice.
 */
export function stataNames(variables: readonly string[]): StataName[] {
  if (new Set(variables).size !== variables.length) {
    const twice = variables.find((variable, index) => variables.indexOf(variable) !== index);
    throw new RangeError(`variable named twice: ${JSON.stringify(twice)}`);
  }
  const taken = new Set(variables.filter(isValid).map((variable) => variable.toLowerCase()));
  const kept = new Set<string>();
  return variables.map((variable) => {
    const lower = variable.toLowerCase();
    if (isValid(variable) && !kept.has(lower)) {
      kept.add(lower);
      return { variable, stata: variable };
    }
    const stata = firstFree(toValid(variable), taken);
    taken.add(stata.toLowerCase());
    return { variable, stata };
  });
}

function isValid(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_]{0,31}$/.test(name) && !isReserved(name);
}

function isReserved(name: string): boolean {
  return reserved.has(name) || /^str\d+$/.test(name);
}

function toValid(variable: string): string {
  const plain = variable.replace(/[^A-Za-z0-9_]+/gu, (run) => foldText(run).replace(/[^A-Za-z0-9]+/gu, "") || "_");
  const name = (/^[A-Za-z]/.test(plain) ? plain : `v${plain}`).slice(0, longestName);
  return isReserved(name) ? `v_${name}`.slice(0, longestName) : name;
}

function firstFree(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let number = 2; taken.has(free.toLowerCase()); number++) {
    const suffix = `_${number}`;
    free = name.slice(0, longestName - suffix.length) + suffix;
  }
  return free;
}
