/** `study.yaml` of the example. */
export const studyYaml = `plait: 1
title: "Outcomes of a guardianship service: an example study"
summary: >-
  Everything in this study is synthetic. A seeded program made up every person, date and note in it; no row describes
  anybody. Its shape (folders, gaps, numbers of rows, effects) follows the published technical appendix of an evaluation
  of a guardianship service for trafficked children in England and Wales, so that every step from messy deliveries to a
  regression table can be tried and checked. Nothing may be concluded from it about any child, service or place.
synthetic: Every person, date and note behind these numbers was made up by a program; they describe nobody.
languages: [en, ar]
strands: [records, q]
disclosure:
  policy: sacro # threshold 10, no rounding
  reviews: # results of few people, taken to somebody else with a reason; without a decision they stay inside
    - result: q.arrays
      reason: Averages of whole sorts by three to six made-up people; no place of any one sorter can be read from them.
      requested: { by: A. Analyst, on: 2022-10-17 }
      decision: { outcome: release, by: B. Checker, on: 2022-10-20, note: "Synthetic. In a real study: ask the young people first." }
    - result: q.z-scores
      reason: The same averages with their uncertainty, without which the pictures would claim too much.
      requested: { by: A. Analyst, on: 2022-10-17 }
      decision: { outcome: release, by: B. Checker, on: 2022-10-20 }
${[1, 2, 3, 4, 5]
  .map(
    (group) => `    - result: q.group-${group}
      reason: Which cards tell the group's view; read from q.arrays.
      requested: { by: A. Analyst, on: 2022-10-17 }
      decision: { outcome: release, by: B. Checker, on: 2022-10-20 }
`,
  )
  .join("")}    - result: q.groups
      reason: The size and the description of each group, as other studies print them.
      requested: { by: A. Analyst, on: 2022-10-17 }
      decision:
        outcome: refuse
        by: B. Checker
        on: 2022-10-20
        note: With three in a group, the lowest, the highest and the mean age give the third.
    - result: q.agreement
      reason: How many agreed with each card, as other studies print it.
      requested: { by: A. Analyst, on: 2022-10-24 }
storage: memory # tables stay in memory while a build runs
retention: { until: 2027-12-31, note: An example; a real study names its agreement here }
people:
  - { name: A. Analyst, role: analyst }
  - { name: B. Checker, role: output checker }
  - { name: C. Checker, role: output checker }
`;

/** `records/models.yaml` of the example. */
export const modelsYaml = `# Why did cases close? Three linear probability models on one sample.
models:
  - id: records.closure-models
    title: Characteristics of young people and reasons for closure
    from: wide
    sample: # in order; each step says what it removed
      - { rule: closed, label: Case closed with a reason, keep: { variable: closure_reason, is: known } }
      - { rule: worker-known, label: Role of the worker known, keep: { variable: group, in: [DW, RPC] } }
      - { rule: gender-known, label: Gender recorded as female or male, keep: { variable: gender, in: [Female, Male] } }
      - { rule: nationality-known, label: Nationality known, keep: { variable: nationality, is: known } }
      - { rule: exploitation-known, label: Exploitation type known, keep: { variable: exploitation_count, is: known } }
      - { rule: time-known, label: Time in service known, keep: { variable: time_in_service, is: known } }
    outcomes:
      - { id: turning_18, label: Turning 18, when: { variable: closure_reason, in: [Turning 18] } }
      - { id: other, label: Other, when: { variable: closure_reason, in: [Other] } }
      - { id: no_concerns, label: No concerns, when: { variable: closure_reason, in: [No trafficking concerns] } }
    predictors:
      - { group: Exploitation type, indicator: exploitation_labour, label: Labour }
      - { group: Exploitation type, indicator: exploitation_sexual, label: Sexual }
      - { group: Exploitation type, indicator: exploitation_criminal, label: Criminal }
      - { group: Exploitation type, indicator: exploitation_domestic, label: Domestic }
      - { group: Exploitation type, indicator: exploitation_organ_harvesting, label: Organ harvesting }
      - { group: Exploitation type, indicator: exploitation_financial, label: Financial }
      - { group: Gender, variable: gender, levels: [Male], reference: Female }
      - { group: Nationality, variable: uk_national, levels: [Non-UK], reference: UK }
      - { group: Time in service (months), variable: time_in_service, label: Months }
      - { group: ICTG professional, variable: group, levels: [DW], reference: RPC }
    standard_errors: HC3
    interval: 0.95
    stars: { "***": 0.01, "**": 0.05, "*": 0.1 }
`;

/** A letter that came with the first delivery; no data. */
export const coveringLetter = `README for the first delivery (synthetic example)

Referral, monthly and contact files for February 2017 to December 2019.
Monthly records of direct workers for February and March 2019, and of regional practice coordinators for October 2018 to
March 2019, are not included: systems changed.
`;
