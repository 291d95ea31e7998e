import { type Policy, policyFaults } from "./policy.ts";
import { policyOf } from "./read-policy.ts";
import { writtenPolicy } from "./written-policy.ts";

/**
 * Lets nothing but a policy pass whose every rule is known, before any of them is applied.
 *
 * @throws TypeError for a rule that is missing, unknown or has a value that no rule has: only a caller without types can
 *   pass one
 * @throws RangeError for a policy that cannot protect: a threshold or a rounding step that is not a whole number, or a
 *   threshold under which only one number can be withheld, so that the mark itself would tell it
 */
export function assertUsable(policy: Policy): void {
  const where = (path: string) => `policy ${JSON.stringify(policy.name)}: ${path}`;
  policyOf(writtenPolicy(policy), (path, message) => {
    throw new TypeError(`${where(path)}: ${message}`);
  });
  for (const { path, message } of policyFaults(policy)) throw new RangeError(`${where(path)}: ${message}`);
}
