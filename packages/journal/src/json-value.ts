/** What JSON can hold and give back unchanged. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * Whether JSON gives a value back as it was. `undefined`, NaN, infinities, functions, holes in lists and objects of a class (a date,
 * a map) do not come back.
 */
export function isJsonValue(value: unknown): value is JsonValue {
  switch (typeof value) {
    case "string":
    case "boolean":
      return true;
    case "number":
      return Number.isFinite(value) && !Object.is(value, -0);
    case "object":
      return value === null || isJsonList(value) || isJsonObject(value);
    default:
      return false;
  }
}

function isJsonList(value: object): boolean {
  return Array.isArray(value) && Array.from(value).every(isJsonValue);
}

function isJsonObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  // A key of this name would be lost when the keys are put in order.
  if ((prototype !== Object.prototype && prototype !== null) || Object.hasOwn(value, "__proto__")) return false;
  return Object.getOwnPropertySymbols(value).length === 0 && Object.values(value).every(isJsonValue);
}
