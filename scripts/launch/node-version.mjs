/**
 * Whether Node version `version` comes before `other`, both as `24.1.0`.
 *
 * @param {string} version
 * @param {string} other
 * @returns {boolean}
 */
export function olderThan(version, other) {
  const [a, b] = [numbers(version), numbers(other)];
  for (const [index, part] of a.entries()) {
    const theirs = b[index] ?? 0;
    if (part !== theirs) return part < theirs;
  }
  return false;
}

/**
 * Whether this Node runs TypeScript sources without a flag: 22.18 of the 22 line, 23.6 and everything after.
 *
 * @param {string} version
 * @returns {boolean}
 */
export function runsTypeScript(version) {
  if (olderThan(version, "22.18.0")) return false;
  return olderThan(version, "23.0.0") || !olderThan(version, "23.6.0");
}

/** @param {string} version */
function numbers(version) {
  return version.split(".").map((part) => Number.parseInt(part, 10));
}
