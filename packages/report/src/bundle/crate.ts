/** The JSON-LD of an RO-Crate: a flat list of things that name one another. */
export interface Crate {
  readonly "@context": string;
  readonly "@graph": readonly Entity[];
}

export interface Entity {
  readonly "@id": string;
  readonly "@type": string | readonly string[];
  readonly [property: string]: Value;
}

export type Value = string | Ref | readonly (string | Ref)[];

export interface Ref {
  readonly "@id": string;
}

export function ref(id: string): Ref {
  return { "@id": id };
}

/** The ids that a value names. */
export function refsOf(value: Value | undefined): string[] {
  if (value === undefined) return [];
  const values = Array.isArray(value) ? value : [value];
  return values.flatMap((one: string | Ref) => (typeof one === "string" ? [] : [one["@id"]]));
}

export function typesOf({ "@type": type }: Entity): readonly string[] {
  return typeof type === "string" ? [type] : type;
}

export const metadataPath = "ro-crate-metadata.json";

/**
 * The entity that says what the metadata file is about and by which specifications it is written.
 *
 * @param conformsTo their addresses
 */
export function descriptor(...conformsTo: readonly string[]): Entity {
  return { "@id": metadataPath, "@type": "CreativeWork", about: ref("./"), conformsTo: conformsTo.map(ref) };
}
