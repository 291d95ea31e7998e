import { writeStudyTemplate } from "@plait/build";
import type { Strand } from "@plait/study";

const nextSteps: Readonly<Record<Strand, string>> = {
  records: "put the deliveries under records/deliveries and say in records/rules.yaml what they are",
  q: "write the cards in q/q-set.csv and the grid in q/grid.yaml, and print them with plait q print",
};

export interface InitOptions {
  readonly strands: readonly Strand[];
  readonly policy?: string;
}

export async function init(folder: string, { strands, policy }: InitOptions): Promise<void> {
  const files = await writeStudyTemplate(folder, strands, policy);
  console.log(`Wrote ${files.length} files to ${folder}:`);
  for (const file of files) console.log(`  ${file}`);
  console.log(`\nNext: ${strands.map((strand) => nextSteps[strand]).join("; ")}; then plait check ${folder}.`);
}
