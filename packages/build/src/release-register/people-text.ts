import type { People } from "@plait/study";

/** Who stands behind a cell, for those who check it. */
export function peopleText(people: People): string {
  switch (people.kind) {
    case "counted":
      return people.people === 1 ? "1 person" : `${people.people} people`;
    case "assumed":
      return people.people === 1 ? "1 row taken for a person" : `${people.people} rows taken for people`;
    case "none":
      return "no people";
    case "published":
      return "public already";
  }
}
