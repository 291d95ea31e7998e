import { expect, it } from "vitest";
import { commandFaults } from "../checks/docs-commands.ts";
import { readPage } from "../checks/markdown.ts";

const helps = new Map([
  [
    "",
    "Usage: plait [options] [command]\n\nCommands:\n  build [options] <study>  build\n  records                  one strand\n",
  ],
  ["build", "Usage: plait build [options] <study>\n\nOptions:\n  --out <dir>  where to\n"],
  ["records", "Usage: plait records\n\nCommands:\n  ledger [options] <study>  print\n  help [command]\n"],
  ["records ledger", "Usage: plait records ledger [options] <study>\n\nOptions:\n  --json  for machines\n"],
]);

function help(commands: readonly string[]): string {
  const text = helps.get(commands.join(" "));
  if (text === undefined) throw new RangeError(`no help for ${commands.join(" ")}`);
  return text;
}

function messages(...lines: string[]): string[] {
  return commandFaults(readPage("page.md", lines.join("\n")), ["demo", "plait", "test"], help).map(
    ({ message }) => message,
  );
}

it("accepts commands, arguments and options that exist", () => {
  const block = ["```sh", "npm run demo", "plait records ledger my-study --json # all steps", "```"];
  expect(messages("`plait`, `plait build <study> [--out dir]`, `npm run test`, plait nothing", ...block)).toEqual([]);
});

it("takes a word after the last command as an argument", () => {
  expect(messages("`plait build records`")).toEqual([]);
});

it("finds scripts, commands and options that do not exist", () => {
  expect(messages("`npm run lint`, `plait bild x`, `plait records leger`, `plait build x --outt y`")).toEqual([
    '"npm run lint" is not a script of package.json',
    '"plait bild" is not a command',
    '"plait records leger" is not a command',
    '"plait build" has no option --outt',
  ]);
});

it("looks into commands run through npm", () => {
  expect(messages("`npm run plait -- bild x`")).toEqual(['"plait bild" is not a command']);
});
