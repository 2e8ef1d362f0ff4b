export { replayCase, type Replayed } from "./cases/replay.js";
export { parseStoredCase, type RunSettings, type StoredCase, storeCase } from "./cases/stored-case.js";
export type { Case, CaseBody, CredentialClass, Intent, ParameterValue, Part } from "./plan/case.js";
export { emptyProfile, type Profile, type ProfileClass, type SchemeValues } from "./profile/profile.js";
export { readProfile } from "./profile/read-profile.js";
export { type ReportFormat, reports } from "./report/reports.js";
export type { OperationCoverage } from "./run/coverage.js";
export type { Answer, Exchange, NoAnswer } from "./run/exchange.js";
export type { Finding, RestFinding, StoryFinding } from "./run/finding.js";
export type { Delivered, Entry, Happening, LogPosition, Story, SubscriptionTold } from "./run/story.js";
export type {
  ChannelAddress,
  Cut,
  Scenario,
  ScenarioKind,
  ScenarioStep,
  SinkAnswer,
  Transport,
  Until,
} from "./plan/scenario.js";
export type { Run } from "./run/run.js";
export { testContract, type TestOptions } from "./test-contract.js";
export { TesterError } from "./tester-error.js";
