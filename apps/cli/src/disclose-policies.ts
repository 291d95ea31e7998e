import { shippedPolicyStatements } from "@plait/build";

/** The policies that Plait ships, in words. */
export function disclosePolicies(options: { readonly json?: true }): void {
  const policies = shippedPolicyStatements();
  if (options.json === true) {
    console.log(JSON.stringify(policies));
    return;
  }
  for (const [at, { name, title, source, rules }] of policies.entries()) {
    console.log(`${name}: ${title}${at === 0 ? " (holds unless another is named)" : ""}`);
    for (const rule of rules) console.log(`  - ${rule}`);
    console.log(`  Source: ${source}\n`);
  }
  console.log("A policy of your own is a YAML file: --policy our-agreement.yaml");
}
