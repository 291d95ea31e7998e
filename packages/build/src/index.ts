export { type BuildOptions, type BuildReport, buildStudy } from "./build-study.ts";
export { checkStudy } from "./check-study.ts";
export { EXPORT_FORMATS, type ExportFormat, exportTable } from "./export-table.ts";
export { type OpenLinkedRecords, openLinkedRecords } from "./open-linked-records.ts";
export { type OpenStudy, openStudy, PLAIT_VERSION, type Progress } from "./open-study.ts";
export { hasErrors, StudyProblems } from "./study-problems.ts";
export { OutputsNotWritten } from "./write-outputs.ts";
export { writeStudyTemplate } from "./write-study-template.ts";
