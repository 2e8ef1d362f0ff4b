export { Code } from "./code/code.js";
export type { CodeSyntax, Import } from "./code/code-syntax.js";
export type { ImportedSymbol, Part } from "./code/part.js";
export { joined, part } from "./code/part-template.js";
export { perspectiveDoubts } from "./diagnostics/perspective-assumed.js";
export type { LanguagePack } from "./language/language-pack.js";
export type { Printed, PrintedFile } from "./language/printed.js";
export type { PrintOptions } from "./language/print-options.js";
export { extraMembersUntyped } from "./lift/extra-members-untyped.js";
export { intersectionsUnsupported } from "./lift/intersections-unsupported.js";
export { liftContract } from "./lift/lift-contract.js";
export type { LiftOptions } from "./lift/lift-options.js";
export { type LiftOrigin, liftedFrom } from "./lift/lifted-from.js";
export { chosenName } from "./names/chosen-name.js";
export type { LetterCase } from "./names/letter-case.js";
export { camelCase, changeLetterCase, constantCase, kebabCase, pascalCase, snakeCase } from "./names/letter-case.js";
export type { NameClaim } from "./names/name-claim.js";
export { NameTable } from "./names/name-table.js";
export type { NameRules } from "./names/spell.js";
export { spell, spellWith } from "./names/spell.js";
export { words } from "./names/words.js";
export { nameContract } from "./naming/name-contract.js";
export type {
  NamedChannel,
  NamedChannelEvent,
  NamedChannelParameter,
  NamedContract,
  NamedField,
  NamedHeader,
  NamedOperation,
  NamedParameter,
  NamedResource,
  NamedType,
  NamedValue,
  OperationTypes,
  ResourceFile,
  Types,
} from "./naming/named-contract.js";
export type {
  NamedSentMessage,
  NamedSocket,
  NamedSocketMessage,
  NamedSocketParameter,
  SocketParameterPlace,
  SocketRequest,
  SocketTypes,
} from "./naming/sockets/named-socket.js";
export type { FileRules, MemberRules, OperationTypeSort, Spelling, ValueRules } from "./naming/spelling.js";
export { UniqueNames } from "./naming/unique-names.js";
export { channelDescriptor } from "./plan/channel-descriptor.js";
export { clientDescriptor } from "./plan/client-descriptor.js";
export { type CredentialKinds, credentialKinds } from "./plan/credential-kinds.js";
export { contentSchema } from "./plan/content-schema.js";
export { errorName } from "./plan/error-name.js";
export { headerDescriptor } from "./plan/header-descriptor.js";
export { isReadOnly } from "./plan/is-read-only.js";
export { isSequence } from "./plan/is-sequence.js";
export { operationDescriptor } from "./plan/operation-descriptor.js";
export { type OperationKind, type OperationPlan, operationPlan } from "./plan/operation-plan.js";
export { preferJson } from "./plan/prefer-json.js";
export { productOf } from "./plan/product.js";
export { realtimeDescriptor } from "./plan/realtime-descriptor.js";
export { type SampleArgument, type SampleCall, type SampleCalls, sampleCalls } from "./plan/sample-calls.js";
export { sampleValue } from "./plan/sample-value.js";
export { socketDescriptor } from "./plan/socket-descriptor.js";
export { type SampleSocket, sampleSocket } from "./plan/sample-socket.js";
export { socketCodec } from "./plan/sockets/socket-codec.js";
export { socketDoc } from "./plan/socket-doc.js";
export { failures, successes } from "./plan/successes.js";
export { usesClient } from "./plan/uses-client.js";
export { packDiagnostics } from "./run/pack-diagnostics.js";
export { isSemanticVersion, printOptions } from "./run/print-options.js";
export { run } from "./run/run.js";
export type { ReadResult, RunOptions, Target } from "./run/run-options.js";
export type { RunResult } from "./run/run-result.js";
export { anyOf, distinctSchemas } from "./schemas/any-of.js";
export { dereference } from "./schemas/dereference.js";
export { partsOf } from "./schemas/parts-of.js";
export { readOnlyProperties } from "./schemas/read-only-properties.js";
export { referencesOf } from "./schemas/references-of.js";
export { elementOf, resolvePointer } from "./schemas/resolve-pointer.js";
export { type SchemaGroup, schemaGroups } from "./schemas/schema-groups.js";
export { schemaOwners } from "./schemas/schema-owners.js";
export type { Schemas } from "./schemas/schemas.js";
export { type TagValues, tagValues } from "./schemas/tag-values.js";
export type { Change } from "./write/change.js";
export type { FileDigest } from "./write/manifest.js";
export type { OutputChanges } from "./write/output.js";
