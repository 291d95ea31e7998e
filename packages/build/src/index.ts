export { type BuildOptions, type BuildReport, buildStudy } from "./build-study.ts";
export type { NoPicture, PlainPicture } from "./card-media/picture-parts.ts";
export { MOST_PHOTOGRAPH_BYTES, plainPhotograph } from "./card-media/plain-picture.ts";
export { type AnalysisChange, changeAnalysis, type StandingChoices, standingChoices } from "./change-analysis.ts";
export { checkStudy } from "./check-study.ts";
export { checkStudyDisclosure, type ResultDisclosure, type StudyDisclosure } from "./check-study-disclosure.ts";
export {
  type CollectOptions,
  collectedSorts,
  PAPER_STREAM,
  SORT_STREAM,
  sortsOfJournal,
  withPaperSorts,
} from "./collected-sorts.ts";
export { exportSorts, type SortFormat } from "./export-sorts.ts";
export { EXPORT_FORMATS, type ExportFormat, exportTable } from "./export-table.ts";
export { type ImportedSorts, importSorts } from "./import-sorts.ts";
export {
  dropTakenBack,
  filesOf,
  isRecordingKept,
  keepRecording,
  type RecordingKept,
  recordingOf,
} from "./kept-recordings.ts";
export { BUILT_RESULTS_FILE, type BuiltRelease, lastBuild } from "./last-build.ts";
export { linkOpenRecords, type OpenLinkedRecords, openLinkedRecords } from "./open-linked-records.ts";
export { checkStudyQ, openQ } from "./open-q.ts";
export {
  type OpenBeside,
  type OpenReviewableRecords,
  openBeside,
  openReviewableRecords,
  type ReviewableRecords,
  readReviewableRecords,
} from "./open-reviewable-records.ts";
export { type OpenRecords, openRecords, PLAIT_VERSION, type Progress } from "./open-study.ts";
export { type OpenJournalOptions, openStudyJournal } from "./open-study-journal.ts";
export { type PreviewOptions, previewStudy, type StudyPreview } from "./preview-study.ts";
export type { PreviewedCell, PreviewedResult, PreviewedRow, PreviewedSentence } from "./previewed-result.ts";
export { printQSheets } from "./print-q-sheets.ts";
export { type ProtectedTable, type ProtectedTables, type ProtectOptions, protectTables } from "./protect-tables.ts";
export { type QPageRequest, qPage } from "./q-page.ts";
export { type ReceivedSorts, receiveSorts, type SealedSortFile } from "./receive-sorts.ts";
export { type BundledRelease, type BundleOptions, bundleRelease } from "./release-register/bundle-release.ts";
export { type DecidedRelease, type DecideOptions, decideRelease } from "./release-register/decide-release.ts";
export { LOG_FILE as RELEASE_LOG_FILE } from "./release-register/release-log.ts";
export { releaseName } from "./release-register/release-number.ts";
export type { Decision, OutputState, ReleaseState, Standing } from "./release-register/release-state.ts";
export { type RequestedRelease, type RequestOptions, requestRelease } from "./release-register/request-release.ts";
export { reviewReleases } from "./release-register/review-releases.ts";
export { type VerifiedRegister, verifyReleases } from "./release-register/verify-releases.ts";
export { decidingProblems } from "./release-register/who-may-decide.ts";
export { shippedPolicyStatements } from "./shipped-policy-statements.ts";
export { type StandingWordChecks, signOffWords, standingWordChecks, type WordsSignOff } from "./sign-off-words.ts";
export { type ShownTable, type SortTable, sortTable, withSources } from "./sort-table.ts";
export { studyFolder } from "./study-folder.ts";
export { lockStudy } from "./study-lock.ts";
export { hasErrors, StudyProblems } from "./study-problems.ts";
export type { TableInput } from "./table-text.ts";
export { OutputsNotWritten } from "./write-outputs.ts";
export { writeStudyTemplate } from "./write-study-template.ts";
