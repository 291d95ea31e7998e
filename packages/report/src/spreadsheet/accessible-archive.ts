import { unzip, zip } from "@cj-tech-master/excelts/archive";

/**
 * Mends in a written workbook what the library cannot be told: no filter buttons on tables, headings that bear the
 * styles "Heading 1" and "Heading 2" so that assistive software finds them, and the true name of the program. Entries
 * are stored uncompressed with a fixed time, so that the bytes hang on nothing but the content.
 *
 * @throws Error when the workbook is not as the library wrote it when this was made: better no file than a wrong one
 */
export async function accessibleArchive(workbook: Uint8Array): Promise<Uint8Array> {
  const parts = new Map<string, Uint8Array>();
  for await (const entry of unzip(workbook).entries()) {
    if (entry.type === "file") parts.set(entry.path, await entry.bytes());
  }
  // Zip times are local times: the same hands of the clock in every zone.
  const archive = zip({ level: 0, timestamps: "dos", modTime: new Date(1980, 0, 1), noSort: true });
  for (const path of [...parts.keys()].sort(contentTypesFirst)) {
    const bytes = parts.get(path);
    if (bytes !== undefined) archive.add(path, mended(path, bytes));
  }
  return archive.bytes();
}

function mended(path: string, bytes: Uint8Array): Uint8Array {
  const mend = mends.find((one) => one.part.test(path));
  if (mend === undefined) return bytes;
  return new TextEncoder().encode(mend.change(new TextDecoder().decode(bytes)));
}

const mends: readonly { readonly part: RegExp; readonly change: (xml: string) => string }[] = [
  { part: /^xl\/tables\/table\d+\.xml$/, change: withoutFilters },
  { part: /^xl\/styles\.xml$/, change: withHeadingStyles },
  { part: /^docProps\/app\.xml$/, change: withTrueProgram },
];

function withoutFilters(table: string): string {
  return table.replace(/<autoFilter[^>]*(?:\/>|>.*?<\/autoFilter>)/s, "").replaceAll(' totalsRowLabel="Total"', "");
}

/** Fonts of 16 and 13 points are those of titles and headings. */
function withHeadingStyles(styles: string): string {
  const fonts = [...styles.matchAll(/<font>.*?<\/font>/gs)].map(([font]) => font);
  const headings = [
    { name: "Heading 1", builtinId: 16, font: fonts.findIndex((font) => font.includes('<sz val="16"/>')) },
    { name: "Heading 2", builtinId: 17, font: fonts.findIndex((font) => font.includes('<sz val="13"/>')) },
  ];
  if (headings.some((heading) => heading.font === -1)) throw new Error("the workbook has no heading fonts");
  const styleXfs = headings.map(
    ({ font }) => `<xf numFmtId="0" fontId="${font}" fillId="0" borderId="0" applyFont="1"/>`,
  );
  const named = headings.map(
    ({ name, builtinId }, index) => `<cellStyle name="${name}" xfId="${index + 1}" builtinId="${builtinId}"/>`,
  );
  const withStyles = replacedOnce(
    replacedOnce(styles, /<cellStyleXfs count="1">(.*?)<\/cellStyleXfs>/s, (_, normal: string) => {
      return `<cellStyleXfs count="3">${normal}${styleXfs.join("")}</cellStyleXfs>`;
    }),
    /<cellStyles count="1">(.*?)<\/cellStyles>/s,
    (_, normal: string) => `<cellStyles count="3">${normal}${named.join("")}</cellStyles>`,
  );
  return replacedOnce(withStyles, /<cellXfs .*?<\/cellXfs>/s, (cellXfs: string) =>
    headings.reduce(
      (xml, { font }, index) =>
        xml.replaceAll(new RegExp(`(<xf [^>]*fontId="${font}"[^>]*) xfId="0"`, "g"), `$1 xfId="${index + 1}"`),
      cellXfs,
    ),
  );
}

function withTrueProgram(properties: string): string {
  return properties
    .replace(/<Application>.*?<\/Application>/, "<Application>Plait</Application>")
    .replace(/<AppVersion>.*?<\/AppVersion>/, "");
}

function replacedOnce(xml: string, pattern: RegExp, replacement: (...groups: string[]) => string): string {
  if (!pattern.test(xml)) throw new Error(`the workbook's styles are not as expected: no ${pattern.source}`);
  return xml.replace(pattern, replacement);
}

function contentTypesFirst(a: string, b: string): number {
  const rank = (path: string): number => (path === "[Content_Types].xml" ? 0 : 1);
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}
