export { writeNrmStudy } from "./write-nrm-study.ts";
