import { wordSet } from "./reserved-words.js";

/** Names of the runtime that an SDK hands on to applications. */
export const restExports = wordSet(
  `AbortError Answer AsyncPage AsyncPageCall AsyncStreamCall BadRequestError CallOptions ConfigurationError
  ConflictError ConnectionError CredentialsError DecodeError ForbiddenError GoneError Hooks InternalError Model
  NotFoundError NotImplementedError Page ParlanceError PayloadTooLargeError PreconditionFailedError
  PreconditionRequiredError ResponseError SignedToken StreamCall StreamEvent StreamOptions TimeoutError
  TooManyRequestsError UnauthorizedError UnavailableError UnknownMember UnprocessableError UnsupportedMediaTypeError
  ValidationError ValidationIssue raw raw_async`,
);

/** Names of the runtime that the realtime half of an SDK hands on to applications. */
export const realtimeExports = wordSet(
  `AbortError AsyncAuthorizeCallback AsyncChannel AsyncReadOnlyChannel AsyncRealtimeSdkOptions AsyncSubscription
  AuthorizeCallback AuthorizeRequest BackoffOptions Channel ChannelGap ChannelMessage ClosedError ConfigurationError
  ConnectionState CredentialsError HistoryOptions Json MessagesOptions ParlanceError Position PresenceMember PublishOptions
  Published QueueOptions ReadOnlyChannel RealtimeError RealtimeSdkOptions Sender SubscribeOptions Subscription
  SubscriptionReady SubscriptionState TimeoutError Transport UnknownMember ValidationError`,
);

/** Names of the runtime that the sockets of an SDK hand on to applications. */
export const socketsExports = wordSet(
  `AbortError AsyncSocketBase AsyncSocketSubscription AsyncSocketTokenCallback AsyncSockets AsyncSocketsOptions ClosedError
  ClosedState ConfigurationError ConnectingState FailedState HeartbeatOptions IdleState OpenState ParlanceError ReadOptions
  RealtimeError ReceivedMessage SocketBackoff SocketBase SocketQueue SocketSetup SocketState SocketSubscription SocketToken
  SocketTokenCallback Sockets SocketsOptions TimeoutError UnknownMessage WaitingState`,
);
