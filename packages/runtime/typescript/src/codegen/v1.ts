// What generated code may import. Names stay and keep their meaning for as long as v1 exists.
export { Call } from "../calls/call.js";
export type { CallResult } from "../calls/call-result.js";
export { PageCall } from "../calls/page-call.js";
export { Page } from "../calls/page.js";
export { StreamCall } from "../calls/stream-call.js";
export type { CallOptions } from "../client/call-options.js";
export type { ClientOptions } from "../client/client-options.js";
export type { ClientSetup } from "../client/client-setup.js";
export { Client } from "../client/client.js";
export { resolveOptions } from "../client/resolve-options.js";
export { Resource } from "../client/resource.js";
export type { SdkOptions } from "../client/sdk-options.js";
export type {
  BodyDescriptor,
  HeaderDescriptor,
  Operation,
  OperationContract,
  PagedOperation,
  PaginationDescriptor,
  ParameterDescriptor,
  ParameterPlace,
  SecurityDescriptor,
  SequenceOperation,
} from "../descriptor.js";
export { isError } from "../errors/is-error.js";
export { call } from "../operations/call.js";
export { paginate } from "../operations/paginate.js";
export { request } from "../operations/request.js";
export type { RequestOptions } from "../operations/request.js";
export { stream } from "../operations/stream.js";
export type { StreamEvent } from "../streams/stream-event.js";
export type { StreamOptions } from "../streams/stream-options.js";
export type { UnknownMember, UnknownTag } from "../unknown-member.js";
