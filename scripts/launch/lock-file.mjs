/**
 * @typedef {{ version?: string, integrity?: string, link?: boolean, optional?: boolean }} LockedPackage
 * @typedef {{ packages?: Record<string, LockedPackage> }} LockFile
 */

/**
 * Whether what npm installed (its hidden lock file) is anything else than what package-lock.json asks for. Compared by
 * content: the times of files say nothing after a checkout. Optional packages may be missing, as those for other
 * platforms always are.
 *
 * @param {LockFile} wanted package-lock.json
 * @param {LockFile} installed node_modules/.package-lock.json
 * @returns {boolean}
 */
export function differsFromLockFile(wanted, installed) {
  const wantedPackages = wanted.packages ?? {};
  const installedPackages = installed.packages ?? {};
  const missing = Object.entries(wantedPackages).some(
    ([path, entry]) => path !== "" && entry.optional !== true && installedPackages[path] === undefined,
  );
  const different = Object.entries(installedPackages).some(([path, entry]) => {
    const asked = wantedPackages[path];
    return asked === undefined || asked.version !== entry.version || asked.integrity !== entry.integrity;
  });
  return missing || different;
}
