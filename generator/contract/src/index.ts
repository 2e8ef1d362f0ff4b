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
