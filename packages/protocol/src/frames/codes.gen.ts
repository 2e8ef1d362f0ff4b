// Generated from specs/errors.yaml by scripts/write-frames.ts. Do not edit.

/** Every error code of the server, with its WebSocket close code if it ends a connection, and whether a repeat may succeed. */
export const errorCodes = {
  /** The request line, a header or the encoding of the body breaks HTTP or UTF-8. Correct the request. Sending it again unchanged fails again. */
  bad_request: { retryable: false },
  /** The body could not be parsed, or holds a number that a JSON reader cannot keep exactly (beyond 2^53). Send valid JSON; send large integers as strings. */
  invalid_json: { retryable: false },
  /** One or more members or parameters are missing or not allowed. `errors` lists every one of them. Correct the members named in `errors`. */
  validation_failed: { retryable: false },
  /** The cursor was not made by this list, was made with another filter, or is too old. Start the list again without a cursor. */
  invalid_cursor: { retryable: false },
  /** The filter names an unknown operator or path, its pattern does not compile, or it is too large. Correct the filter; `errors` points at the place. */
  invalid_filter: { retryable: false },
  /** A realtime frame is not JSON, has an unknown type, lacks a member, or came before `hello`. Correct the client. The connection is closed when the frame has no `id` to answer to. */
  bad_frame: { closeCode: 4007, retryable: false },
  /** The server does not speak the version named in `hello` or in the sub-protocol. Update the SDK. */
  unsupported_version: { closeCode: 4006, retryable: false },
  /** The call needs a bearer token, or application credentials, and carries none. Send `Authorization`, or `token` in the `hello` frame. */
  missing_token: { closeCode: 4009, retryable: false },
  /** The token's form, signature, key, audience or issuer is wrong, or it lives longer than allowed. Mint a new token with a current key of the application. */
  invalid_token: { closeCode: 4009, retryable: false },
  /** The token's `exp` has passed, or its `iat` lies in the future by more than the allowed skew. Mint a new token and repeat the call. The SDKs do so once by themselves. */
  token_expired: { closeCode: 4103, retryable: true },
  /** The token, its key or everything issued to its user was revoked. Sign in again. A token minted with the same key may be refused as well. */
  token_revoked: { closeCode: 4009, retryable: false },
  /** The client id is unknown or the client secret belongs to no current key of the application. Check the client id and secret; create a new key if the secret is lost. */
  invalid_client: { retryable: false },
  /** The caller is known, and a rule of the resource itself refuses the call. Ask an owner of the resource. */
  forbidden: { retryable: false },
  /** None of the token's grants, or none of its application's, holds the scope that the operation names. Mint a token with a grant of that scope, and let the application have it too. */
  insufficient_scope: { retryable: false },
  /** The token may not subscribe to, publish on or see this channel. Obtain an authorisation for the channel from your backend, or use another channel. */
  channel_forbidden: { retryable: false },
  /** The application that issued the token exists and is switched off. Enable the application. */
  application_disabled: { closeCode: 4003, retryable: false },
  /** The project has as many connections, channels or records as its plan allows. Remove some, or raise the quota. */
  quota_exceeded: { closeCode: 4004, retryable: false },
  /** One more subscription, track or member would exceed the number stated in `welcome`, the token or the room. Release one first, or ask for a higher limit. */
  limit_exceeded: { retryable: false },
  /** No such resource in the caller's project, or the caller's grants hide it. Check the id. A resource of another project looks the same as none. */
  not_found: { retryable: false },
  /** No operation has this path. Check the path and the server address. */
  route_not_found: { closeCode: 4005, retryable: false },
  /** The connection names an application that this server does not know. Check the application key and the server address. */
  unknown_application: { closeCode: 4001, retryable: false },
  /** The stream or track named in a subscription was never published or is gone. List the streams of the room and subscribe to one that is there. */
  track_not_found: { retryable: false },
  /** The path exists and has no operation with this method. `Allow` lists those it has. Use one of the methods in `Allow`. */
  method_not_allowed: { retryable: false },
  /** The operation cannot answer in any of the media types that `Accept` allows. Accept `application/json`, or `text/event-stream` for the event stream. */
  not_acceptable: { retryable: false },
  /** The resource is in a state in which the operation makes no sense, such as pausing what is stopped. Read the resource and decide again. */
  conflict: { retryable: false },
  /** Another resource has this id or name. Use the existing one, or choose another id or name. */
  already_exists: { retryable: false },
  /** A call with this `Idempotency-Key` has begun and has not ended. Repeat after a moment with the same key; the stored answer is replayed. */
  idempotency_in_progress: { retryable: true },
  /** The channel's log was begun anew since the position was handed out; what lies between is unknown. Read the current state, then subscribe without a position. */
  epoch_mismatch: { retryable: false },
  /** The call needs a member of the room and this connection is none. Join the room first. */
  not_joined: { retryable: false },
  /** The room takes no new members until it is unlocked. Wait until a manager unlocks the room. */
  room_locked: { retryable: false },
  /** The answer or candidate belongs to an offer that a newer one has replaced. Drop it and answer the newest offer. */
  stale_negotiation: { retryable: true },
  /** The resource existed, was deleted or has expired, and will not come back. Forget the id. */
  gone: { retryable: false },
  /** Messages after the given position were already dropped, so the channel cannot be resumed from it. Read the current state, then go on from the channel's current position. */
  history_gone: { retryable: false },
  /** `If-Match` names a version, or the write a revision, that is no longer the current one. Read the resource, apply the change to the current version and write again. */
  version_conflict: { retryable: false },
  /** The body, frame or message exceeds the stated limit. Send less, or split it. The limits are in `x-parlance-limits` and in `welcome`. */
  payload_too_large: { retryable: false },
  /** The body's `Content-Type` is not one that the operation declares. Send one of the declared media types. */
  unsupported_media_type: { retryable: false },
  /** `Range` asks for bytes that the content does not have. Ask for a range within the length that `Content-Range` states. */
  range_not_satisfiable: { retryable: false },
  /** The body matches its schema and contradicts itself or the resource, such as a mutation of a missing path. Correct the content; `detail` says what is wrong. */
  unprocessable: { retryable: false },
  /** The `Idempotency-Key` was used before with another body or on another path. Use a new key for a new call. */
  idempotency_mismatch: { retryable: false },
  /** The offer holds no codec that the room's media backend can carry. Offer one of the codecs listed in the reply to `streams.join`. */
  codec_unsupported: { retryable: false },
  /** The session description does not parse or does not fit the declared tracks. Start the negotiation again with a new offer. */
  invalid_sdp: { retryable: false },
  /** A call without an upgrade came to the address of the socket. `Upgrade` names the protocol. Open a WebSocket, or use the event stream. */
  upgrade_required: { retryable: false },
  /** This write must say which version it replaces. Send `If-Match` with the version you read, or `*` to overwrite unchecked. */
  precondition_required: { retryable: false },
  /** The caller used up its calls or messages for the current window. Wait `retryAfterSeconds`, then repeat. */
  rate_limited: { closeCode: 4105, retryable: true },
  /** The connection has as many unanswered requests as `welcome` allows. Wait for an answer before sending the next. */
  too_many_in_flight: { retryable: true },
  /** A defect of the platform. It is logged under the request id. Repeat with back-off; report the request id if it stays. */
  internal_error: { retryable: true },
  /** The operation needs a media backend and this server has none that can do it. Configure a media backend, or do without the operation. */
  media_unavailable: { retryable: false },
  /** A part that the call needs does not answer at the moment. Repeat after `Retry-After`. */
  unavailable: { retryable: true },
  /** The server takes no more connections or calls at the moment, of anybody or of this project. Come back with back-off. */
  over_capacity: { closeCode: 4100, retryable: true },
  /** The server is going down in order and asks its clients to move. Connect again after the stated time; the session is resumed elsewhere. */
  draining: { closeCode: 4102, retryable: true },
  /** An operator ended this connection, or all connections of its user. Do not come back by yourself. */
  terminated: { closeCode: 4010, retryable: false },
  /** The queue towards the client grew beyond its limit in bytes or age. Come back and resume; consider the `latest` policy for channels where only the newest message counts. */
  slow_consumer: { closeCode: 4101, retryable: true },
  /** The client opened a connection and sent no `hello` within ten seconds. Connect again and send `hello` first. */
  hello_timeout: { closeCode: 4104, retryable: true },
  /** The server ends all connections and is back in a moment. Connect again at once. */
  restart: { closeCode: 4200, retryable: true },
  /** The client did not answer a ping. Connect again at once and resume. */
  ping_timeout: { closeCode: 4201, retryable: true },
  /** The connection had neither a subscription nor a request for a long time. Connect again when there is something to do. */
  idle_timeout: { closeCode: 4202, retryable: true },
  /** The server noticed that a subscription of this connection missed something, or lost its session. Connect again at once and resume every subscription from its last position. */
  insufficient_state: { closeCode: 4203, retryable: true },
  /** A newer connection of the same client resumed the session, so this one ends. Nothing, if the newer connection is yours. Otherwise connect again without the session. */
  session_taken_over: { closeCode: 4204, retryable: true },
} as const;

/** The WebSocket close codes by error code: 4000–4099 are final, 4100–4199 come back with back-off, 4200–4299 at once. */
export const closeCodes: Readonly<Record<string, number>> = {
  bad_frame: 4007,
  unsupported_version: 4006,
  missing_token: 4009,
  invalid_token: 4009,
  token_expired: 4103,
  token_revoked: 4009,
  application_disabled: 4003,
  quota_exceeded: 4004,
  route_not_found: 4005,
  unknown_application: 4001,
  rate_limited: 4105,
  over_capacity: 4100,
  draining: 4102,
  terminated: 4010,
  slow_consumer: 4101,
  hello_timeout: 4104,
  restart: 4200,
  ping_timeout: 4201,
  idle_timeout: 4202,
  insufficient_state: 4203,
  session_taken_over: 4204,
};

/** Those of them that a session acts on by their name. */
export const namedCloseCodes: Readonly<Record<string, number>> = {
  missing_token: 4009,
  invalid_token: 4009,
  token_expired: 4103,
  token_revoked: 4009,
  restart: 4200,
  ping_timeout: 4201,
  idle_timeout: 4202,
  insufficient_state: 4203,
  session_taken_over: 4204,
};

const own = (code: string, message: string, retryable: boolean) => ({ code, message, retryable });

/** As many attempts failed in a row as are allowed. See the cause; open a new session, or allow more attempts. */
export const attemptsExhausted = /* @__PURE__ */ own("attempts_exhausted", "As many attempts failed in a row as are allowed. See the cause; open a new session, or allow more attempts.", true);

/** The application gave up. What was sent may still be carried out. */
export const cancelled = /* @__PURE__ */ own("cancelled", "The application gave up. What was sent may still be carried out.", false);

/** The session was closed. Open a new session. */
export const closed = /* @__PURE__ */ own("closed", "The session was closed. Open a new session.", false);

/** The connection was lost. The session reconnects by itself. */
export const connectionLost = /* @__PURE__ */ own("connection_lost", "The connection was lost. The session reconnects by itself.", true);

/** No token could be obtained. See the cause, which is what the token provider threw. */
export const credentialsFailed = /* @__PURE__ */ own("credentials_failed", "No token could be obtained. See the cause, which is what the token provider threw.", true);

/** What the server sent is no frame. The session reconnects by itself. */
export const decodeFailed = /* @__PURE__ */ own("decode_failed", "What the server sent is no frame. The session reconnects by itself.", true);

/** There is no connection. Wait until there is one. */
export const notConnected = /* @__PURE__ */ own("not_connected", "There is no connection. Wait until there is one.", true);

/** The server left out messages. They are asked for again. */
export const positionLost = /* @__PURE__ */ own("position_lost", "The server left out messages. They are asked for again.", true);

/** The queue is full. Publish more slowly, or raise its bounds. */
export const queueFull = /* @__PURE__ */ own("queue_full", "The queue is full. Publish more slowly, or raise its bounds.", true);

/** The server ended the connection for good. See the close code; open a new session. */
export const refused = /* @__PURE__ */ own("refused", "The server ended the connection for good. See the close code; open a new session.", false);

/** No answer came in time. Repeat, or allow more time. */
export const timeout = /* @__PURE__ */ own("timeout", "No answer came in time. Repeat, or allow more time.", true);

/** The subscription ended early. Subscribe again. */
export const unsubscribed = /* @__PURE__ */ own("unsubscribed", "The subscription ended early. Subscribe again.", false);
