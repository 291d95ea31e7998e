const mediaTypes: Readonly<Record<string, string>> = {
  csv: "text/csv",
  html: "text/html",
  json: "application/json",
  svg: "image/svg+xml",
  txt: "text/plain",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** @throws RangeError for a kind of file that the bundle does not know */
export function mediaType(path: string): string {
  const type = mediaTypes[path.slice(path.lastIndexOf(".") + 1)];
  if (type === undefined) throw new RangeError(`no media type is known of ${path}`);
  return type;
}
