import type { SmallStudy } from "./small-study.ts";

/** A study of published figures with their subtotals, and no people. */
export const figures: SmallStudy = {
  rules: {
    deliveries: [{ path: "{period}/-/figure*", kind: "figure" }],
    periods: { "2022": { from: "2022-01", to: "2022-12" } },
    kinds: {
      figure: {
        label: "Published figure",
        unit: "figure",
        source: "A ministry",
        required: ["place", "age_group", "referrals"],
        subtotals: [
          { variable: "age_group", total: "Total", of: "referrals" },
          { variable: "place", total: "UK", of: "referrals" },
        ],
      },
    },
    variables: {
      place: { label: "Place", type: "category" },
      age_group: { label: "Age group", type: "category" },
      referrals: { label: "Referrals", type: "integer" },
    },
  },
  crosswalk: [
    ["place", "figure", "*", "Place"],
    ["age_group", "figure", "*", "Age"],
    ["referrals", "figure", "*", "Number"],
  ],
};
