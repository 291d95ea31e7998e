export type { Sorter } from "./q-sorters.ts";
export { guardianshipQ } from "./q-texts.ts";
export type { GuardianshipTruth, TruthFault, TruthSheet, TruthStep } from "./truth.ts";
export { type GuardianshipOptions, type WrittenStudy, writeGuardianshipStudy } from "./write-guardianship-study.ts";
