import type { Organisation, Person, ReleaseFacts } from "./bundle-input.ts";
import { type Entity, type Ref, ref } from "./crate.ts";

/** Everybody named in a release, with a reference to use in the crate. */
export interface CratePeople {
  readonly entities: readonly Entity[];
  readonly of: (person: Person) => Ref;
}

export const settingId = "#setting";
export const projectId = "#project";

/** The people and organisations of a release, the requester first. Ids are numbers, so that no name becomes an address. */
export function cratePeople(facts: ReleaseFacts): CratePeople {
  const named = [
    facts.requested.by,
    ...facts.approved.flatMap(({ decisions }) => decisions.map(({ by }) => by)),
    ...facts.rejected.map(({ by }) => by),
  ];
  const people = [...new Set(named.map(({ name }) => name))].map((name) => ({
    name,
    organisation: named.find((person) => person.name === name && person.organisation !== undefined)?.organisation,
  }));
  const organisations = [...new Set(people.flatMap(({ organisation }) => organisation ?? []))];
  const organisationId = (name: string) => `#organisation-${organisations.indexOf(name) + 1}`;
  const personId = (name: string) => `#person-${people.findIndex((person) => person.name === name) + 1}`;
  return {
    of: ({ name }) => ref(personId(name)),
    entities: [
      ...people.map(
        ({ name, organisation }): Entity => ({
          "@id": personId(name),
          "@type": "Person",
          name,
          ...(organisation === undefined ? {} : { affiliation: ref(organisationId(organisation)) }),
          ...(name === facts.requested.by.name ? { memberOf: ref(projectId) } : {}),
        }),
      ),
      ...organisations.map((name): Entity => ({ "@id": organisationId(name), "@type": "Organization", name })),
      project(
        facts,
        organisations.map((name) => ref(organisationId(name))),
      ),
      setting(facts.setting),
    ],
  };
}

function project({ study, purpose }: ReleaseFacts, members: readonly Ref[]): Entity {
  return {
    "@id": projectId,
    "@type": "Project",
    name: study,
    description: purpose,
    ...(members.length === 0 ? {} : { member: members }),
  };
}

/** Who lets the outputs go. */
export function setting(organisation: Organisation | undefined): Entity {
  return {
    "@id": settingId,
    "@type": "Organization",
    name: organisation?.name ?? "The setting that the study was kept in, which it does not name",
    ...(organisation?.url === undefined ? {} : { url: organisation.url }),
  };
}
