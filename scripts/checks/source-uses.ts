import ts from "typescript";

/** What a source file reaches for outside itself. Lines count from 1. */
export interface SourceUses {
  /** Every module named in an import, export, `import()`, `require()` or import type; `undefined` when computed. */
  readonly modules: readonly { readonly specifier: string | undefined; readonly line: number }[];
  /** Globals and calls that reach the machine or the page: `process`, `fetch`, `document`, `Math.random`, `new Date()`. */
  readonly effects: readonly { readonly name: string; readonly line: number }[];
}

const effectfulGlobals = new Set([
  ...["process", "Buffer", "__dirname", "__filename", "global"],
  ...["fetch", "performance", "crypto", "navigator", "WebSocket", "XMLHttpRequest"],
  ...["setTimeout", "setInterval", "setImmediate", "queueMicrotask", "console"],
  ...domGlobals(),
]);

const effectfulMembers = new Set(["Math.random", "Date.now", "globalThis.fetch", "globalThis.crypto"]);

export function domGlobals(): string[] {
  return ["document", "window", "localStorage", "sessionStorage", "location", "history"];
}

/** Finds what a source file uses, by its syntax alone: types are not resolved, so a file that does not compile is read too. */
export function usesOf(path: string, text: string): SourceUses {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const modules: { specifier: string | undefined; line: number }[] = [];
  const effects: { name: string; line: number }[] = [];
  const declared = declaredNames(source);

  visit(source);
  return { modules, effects };

  function visit(node: ts.Node): void {
    const specifier = moduleSpecifier(node);
    if (specifier !== "none") modules.push({ specifier: literalText(specifier), line: lineOf(node) });
    const effect = effectOf(node);
    if (effect !== undefined && !declared.has(effect)) effects.push({ name: effect, line: lineOf(node) });
    ts.forEachChild(node, visit);
  }

  function lineOf(node: ts.Node): number {
    return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
  }
}

function moduleSpecifier(node: ts.Node): ts.Node | undefined | "none" {
  if (ts.isImportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExportDeclaration(node)) return node.moduleSpecifier ?? "none";
  if (ts.isImportTypeNode(node)) return node.argument;
  if (ts.isCallExpression(node)) {
    const { expression } = node;
    const imports = expression.kind === ts.SyntaxKind.ImportKeyword;
    if (imports || (ts.isIdentifier(expression) && expression.text === "require")) return node.arguments[0];
  }
  return "none";
}

function literalText(node: ts.Node | undefined): string | undefined {
  if (node === undefined) return undefined;
  if (ts.isLiteralTypeNode(node)) return literalText(node.literal);
  return ts.isStringLiteralLike(node) ? node.text : undefined;
}

function effectOf(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
    const member = `${node.expression.text}.${node.name.text}`;
    if (effectfulMembers.has(member)) return member;
    return effectfulGlobals.has(node.expression.text) ? node.expression.text : undefined;
  }
  if (ts.isNewExpression(node) && ts.isIdentifier(node.expression)) {
    const name = node.expression.text;
    if (name === "Date" && (node.arguments?.length ?? 0) === 0) return "new Date()";
    return effectfulGlobals.has(name) ? name : undefined;
  }
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
    const name = node.expression.text;
    if (name === "Date") return "Date()";
    return effectfulGlobals.has(name) ? name : undefined;
  }
  return undefined;
}

/** Names the file itself declares anywhere: a parameter called `location` is not the page's. */
function declaredNames(source: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  visit(source);
  return names;

  function visit(node: ts.Node): void {
    const declares =
      ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isBindingElement(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isClassDeclaration(node) ||
      ts.isImportClause(node) ||
      ts.isImportSpecifier(node) ||
      ts.isNamespaceImport(node);
    if (declares && node.name !== undefined && ts.isIdentifier(node.name)) names.add(node.name.text);
    ts.forEachChild(node, visit);
  }
}
