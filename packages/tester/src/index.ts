export { replayCase, type Replayed } from "./cases/replay.js";
export { parseStoredCase, type RunSettings, type StoredCase, storeCase } from "./cases/stored-case.js";
export type { Case, CaseBody, CredentialClass, Intent, ParameterValue, Part } from "./plan/case.js";
export type { AllowedStatus, Policies, ProfilePolicies } from "./profile/policies.js";
export { emptyProfile, type Profile, type ProfileClass, type SchemeValues } from "./profile/profile.js";
export { readProfile } from "./profile/read-profile.js";
export type { WebhookProfile } from "./profile/webhook-profile.js";
export { type ReportFormat, reports } from "./report/reports.js";
export type { BranchCoverage } from "./covered/branch.js";
export type { RunCoverage } from "./covered/coverage.js";
export type { KeywordAt } from "./covered/keywords.js";
export type { ChannelCoverage, MessageCoverage } from "./covered/message-counts.js";
export type { AnswerCoverage, DeclaredAnswer, OperationCoverage } from "./covered/operation-counts.js";
export type { KeywordCoverage, ParameterCoverage } from "./covered/parameter-counts.js";
export type { CredentialCoverage, SecurityCoverage } from "./covered/security-counts.js";
export type { Share, Shares } from "./covered/shares.js";
export type { ResourceCoverage, TransitionCoverage } from "./covered/transition-counts.js";
export type { WebhookCoverage } from "./covered/webhook-counts.js";
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
export type { Sequence, SequenceKind, Step, Taken } from "./plan/sequence.js";
export { type Progress, testContract, type TestOptions } from "./test-contract.js";
export { TesterError } from "./tester-error.js";
export type { SignatureScheme } from "./webhooks/signature.js";
