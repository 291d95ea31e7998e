import { writeStudyTemplate } from "@plait/build";

export async function init(folder: string): Promise<void> {
  const files = await writeStudyTemplate(folder);
  console.log(`Wrote ${files.length} files to ${folder}:`);
  for (const file of files) console.log(`  ${file}`);
  console.log(
    `\nNext: put the deliveries under ${folder}/records/deliveries, say in records/rules.yaml what they are, then plait check ${folder}.`,
  );
}
