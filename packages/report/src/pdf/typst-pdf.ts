import { fileURLToPath } from "node:url";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { fontCharacters } from "./font-characters.ts";
import { fontFamilies, readFontFiles } from "./font-files.ts";

export interface TypstPdfOptions {
  /** Written into the file as its time of making. The same source and time give the same bytes. */
  readonly createdAt?: Date;
}

/** Characters of a document that none of its fonts can draw. */
export class MissingGlyphs extends Error {
  override readonly name = "MissingGlyphs";
  /** Each once, in the order of their first use. */
  readonly characters: readonly string[];

  constructor(characters: readonly string[]) {
    const named = characters.map((character) => `${character} (${codePointName(character)})`).join(", ");
    super(`No font of the document has ${named}. It has ${fontFamilies.join(", ")}.`);
    this.characters = characters;
  }
}

/**
 * A Typst document as PDF/A-2b. The same source gives the same bytes on every machine.
 *
 * Text is set in `fontFamilies` in that order, and in no font of the machine, as long as the source sets no other
 * family and no weight besides regular and bold. The source can read no file and fetch no package.
 *
 * @param source Typst markup, made by a program: text of people belongs in it only as string literals
 * @throws MissingGlyphs when a character of the source has no glyph, instead of printing an empty box
 * @throws RangeError when the source imports a package
 * @throws Error with Typst's own messages when it does not compile
 */
export function typstPdf(source: string, options: TypstPdfOptions = {}): Uint8Array {
  if (importsPackage.test(source)) throw new RangeError("a document may not import a Typst package");
  const missing = missingCharacters(source);
  if (missing.length > 0) throw new MissingGlyphs(missing);

  const engine = typst();
  const compiled = engine.compile({ mainFileContent: fontSetting + source });
  const fault = compiled.takeError();
  if (fault !== null) throw new Error(`Typst: ${diagnosticText(engine.fetchDiagnostics(fault))}`);
  if (compiled.result === null) throw new Error("Typst gave neither a document nor an error");
  const pdf = engine.pdf(compiled.result, {
    pdfStandard: "a-2b",
    creationTimestamp: Math.floor((options.createdAt ?? fixedTime).getTime() / 1000),
  });
  engine.evictCache(10);
  return pdf;
}

const fixedTime = new Date("2000-01-01T00:00:00Z");
const fontSetting = `#set text(font: (${fontFamilies.map((family) => `"${family}"`).join(", ")}), fallback: false)\n`;

/** Inside a string literal the quote would be escaped, so text of people never matches. */
const importsPackage = /\b(?:import|include)[\s(]*"@/;

/** Marks that steer joining, direction or the look of a neighbour and are never drawn themselves. */
const neverDrawn = /[\p{Cc}\p{Default_Ignorable_Code_Point}]/u;

function missingCharacters(source: string): string[] {
  const drawable = drawableCharacters();
  return [...new Set(source)].filter((character) => {
    const code = character.codePointAt(0);
    return code !== undefined && !drawable.has(code) && !neverDrawn.test(character);
  });
}

function codePointName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

function diagnosticText(diagnostics: readonly { readonly message?: unknown }[]): string {
  return diagnostics.map(({ message }) => String(message)).join("; ");
}

let engine: NodeCompiler | undefined;
let drawable: ReadonlySet<number> | undefined;

/** One engine for the life of the process: starting it takes longer than a document. Its root is no folder. */
function typst(): NodeCompiler {
  engine ??= NodeCompiler.create({
    workspace: fileURLToPath(new URL("./no-files", import.meta.url)),
    fontArgs: [{ fontBlobs: readFontFiles() }],
  });
  return engine;
}

function drawableCharacters(): ReadonlySet<number> {
  drawable ??= new Set(readFontFiles().flatMap((file) => [...fontCharacters(file)]));
  return drawable;
}
