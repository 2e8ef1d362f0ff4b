export { formatDiagnostic } from "./diagnostics/format-diagnostic.js";
export type { DiagnosticCode } from "./diagnostics/codes.js";
export { type JsonSchemaOptions, toJsonSchema } from "./json-schema/to-json-schema.js";
export { detectKind, type DocumentKind } from "./load/detect-kind.js";
export type { ReadFile } from "./load/files.js";
export type { Perspective } from "./load/with-perspective.js";
export type { Channel, ChannelOperation, ChannelParameter, Message, Reply } from "./model/channel.js";
export type { Contract, Info, Tag } from "./model/contract.js";
export type { Diagnostic, Severity } from "./model/diagnostic.js";
export type { Json, JsonObject } from "./model/json.js";
export type {
  Body,
  Callback,
  Content,
  Encoding,
  Header,
  Link,
  Method,
  Operation,
  Pagination,
  Parameter,
  Response,
  Webhook,
} from "./model/operation.js";
export type { Place } from "./model/place.js";
export type {
  AnySchema,
  ConstSchema,
  Docs,
  EnumSchema,
  IntersectionSchema,
  ListSchema,
  MapSchema,
  NamedSchema,
  NeverSchema,
  NullableSchema,
  NullSchema,
  ObjectSchema,
  Property,
  RefSchema,
  ScalarSchema,
  Schema,
  UnionMember,
  UnionSchema,
} from "./model/schema.js";
export type { OAuthFlow, SecurityRequirement, SecurityScheme, Server, ServerVariable } from "./model/server.js";
export { besideJson, type BodyDirection } from "./normalise/openapi/beside-json.js";
export { toOpenApi } from "./openapi-document/to-openapi.js";
export { readContract, type ReadOptions, type ReadResult } from "./read-contract.js";
