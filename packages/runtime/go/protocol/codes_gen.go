// Code generated from specs/errors.yaml by scripts/write-frames.ts. DO NOT EDIT.

package protocol

// Error codes of the server. More may come.
const (
	// The request line, a header or the encoding of the body breaks HTTP or UTF-8. Correct the request. Sending it
	// again unchanged fails again.
	CodeBadRequest = "bad_request"
	// The body could not be parsed, or holds a number that a JSON reader cannot keep exactly (beyond 2^53). Send
	// valid JSON; send large integers as strings.
	CodeInvalidJson = "invalid_json"
	// One or more members or parameters are missing or not allowed. `errors` lists every one of them. Correct the
	// members named in `errors`.
	CodeValidationFailed = "validation_failed"
	// The cursor was not made by this list, was made with another filter, or is too old. Start the list again without
	// a cursor.
	CodeInvalidCursor = "invalid_cursor"
	// The filter names an unknown operator or path, its pattern does not compile, or it is too large. Correct the
	// filter; `errors` points at the place.
	CodeInvalidFilter = "invalid_filter"
	// A realtime frame is not JSON, has an unknown type, lacks a member, or came before `hello`. Correct the client.
	// The connection is closed when the frame has no `id` to answer to.
	CodeBadFrame = "bad_frame"
	// The server does not speak the version named in `hello` or in the sub-protocol. Update the SDK.
	CodeUnsupportedVersion = "unsupported_version"
	// The call needs a bearer token, or application credentials, and carries none. Send `Authorization`, or `token`
	// in the `hello` frame.
	CodeMissingToken = "missing_token"
	// The token's form, signature, key, audience or issuer is wrong, or it lives longer than allowed. Mint a new
	// token with a current key of the application.
	CodeInvalidToken = "invalid_token"
	// The token's `exp` has passed, or its `iat` lies in the future by more than the allowed skew. Mint a new token
	// and repeat the call. The SDKs do so once by themselves.
	CodeTokenExpired = "token_expired"
	// The token, its key or everything issued to its user was revoked. Sign in again. A token minted with the same
	// key may be refused as well.
	CodeTokenRevoked = "token_revoked"
	// The client id is unknown or the client secret belongs to no current key of the application. Check the client id
	// and secret; create a new key if the secret is lost.
	CodeInvalidClient = "invalid_client"
	// The caller is known, and a rule of the resource itself refuses the call. Ask an owner of the resource.
	CodeForbidden = "forbidden"
	// None of the token's grants, or none of its application's, holds the scope that the operation names. Mint a
	// token with a grant of that scope, and let the application have it too.
	CodeInsufficientScope = "insufficient_scope"
	// The token may not subscribe to, publish on or see this channel. Obtain an authorisation for the channel from
	// your backend, or use another channel.
	CodeChannelForbidden = "channel_forbidden"
	// The application that issued the token exists and is switched off. Enable the application.
	CodeApplicationDisabled = "application_disabled"
	// The project has as many connections, channels or records as its plan allows. Remove some, or raise the quota.
	CodeQuotaExceeded = "quota_exceeded"
	// One more subscription, track or member would exceed the number stated in `welcome`, the token or the room.
	// Release one first, or ask for a higher limit.
	CodeLimitExceeded = "limit_exceeded"
	// No such resource in the caller's project, or the caller's grants hide it. Check the id. A resource of another
	// project looks the same as none.
	CodeNotFound = "not_found"
	// No operation has this path. Check the path and the server address.
	CodeRouteNotFound = "route_not_found"
	// The connection names an application that this server does not know. Check the application key and the server
	// address.
	CodeUnknownApplication = "unknown_application"
	// The stream or track named in a subscription was never published or is gone. List the streams of the room and
	// subscribe to one that is there.
	CodeTrackNotFound = "track_not_found"
	// The path exists and has no operation with this method. `Allow` lists those it has. Use one of the methods in
	// `Allow`.
	CodeMethodNotAllowed = "method_not_allowed"
	// The operation cannot answer in any of the media types that `Accept` allows. Accept `application/json`, or
	// `text/event-stream` for the event stream.
	CodeNotAcceptable = "not_acceptable"
	// The resource is in a state in which the operation makes no sense, such as pausing what is stopped. Read the
	// resource and decide again.
	CodeConflict = "conflict"
	// Another resource has this id or name. Use the existing one, or choose another id or name.
	CodeAlreadyExists = "already_exists"
	// A call with this `Idempotency-Key` has begun and has not ended. Repeat after a moment with the same key; the
	// stored answer is replayed.
	CodeIdempotencyInProgress = "idempotency_in_progress"
	// The channel's log was begun anew since the position was handed out; what lies between is unknown. Read the
	// current state, then subscribe without a position.
	CodeEpochMismatch = "epoch_mismatch"
	// The call needs a member of the room and this connection is none. Join the room first.
	CodeNotJoined = "not_joined"
	// The room takes no new members until it is unlocked. Wait until a manager unlocks the room.
	CodeRoomLocked = "room_locked"
	// The answer or candidate belongs to an offer that a newer one has replaced. Drop it and answer the newest offer.
	CodeStaleNegotiation = "stale_negotiation"
	// The resource existed, was deleted or has expired, and will not come back. Forget the id.
	CodeGone = "gone"
	// Messages after the given position were already dropped, so the channel cannot be resumed from it. Read the
	// current state, then go on from the channel's current position.
	CodeHistoryGone = "history_gone"
	// `If-Match` names a version, or the write a revision, that is no longer the current one. Read the resource,
	// apply the change to the current version and write again.
	CodeVersionConflict = "version_conflict"
	// The body, frame or message exceeds the stated limit. Send less, or split it. The limits are in
	// `x-parlance-limits` and in `welcome`.
	CodePayloadTooLarge = "payload_too_large"
	// The body's `Content-Type` is not one that the operation declares. Send one of the declared media types.
	CodeUnsupportedMediaType = "unsupported_media_type"
	// `Range` asks for bytes that the content does not have. Ask for a range within the length that `Content-Range`
	// states.
	CodeRangeNotSatisfiable = "range_not_satisfiable"
	// The body matches its schema and contradicts itself or the resource, such as a mutation of a missing path.
	// Correct the content; `detail` says what is wrong.
	CodeUnprocessable = "unprocessable"
	// The `Idempotency-Key` was used before with another body or on another path. Use a new key for a new call.
	CodeIdempotencyMismatch = "idempotency_mismatch"
	// The offer holds no codec that the room's media backend can carry. Offer one of the codecs listed in the reply
	// to `streams.join`.
	CodeCodecUnsupported = "codec_unsupported"
	// The session description does not parse or does not fit the declared tracks. Start the negotiation again with a
	// new offer.
	CodeInvalidSdp = "invalid_sdp"
	// A call without an upgrade came to the address of the socket. `Upgrade` names the protocol. Open a WebSocket, or
	// use the event stream.
	CodeUpgradeRequired = "upgrade_required"
	// This write must say which version it replaces. Send `If-Match` with the version you read, or `*` to overwrite
	// unchecked.
	CodePreconditionRequired = "precondition_required"
	// The caller used up its calls or messages for the current window. Wait `retryAfterSeconds`, then repeat.
	CodeRateLimited = "rate_limited"
	// The connection has as many unanswered requests as `welcome` allows. Wait for an answer before sending the next.
	CodeTooManyInFlight = "too_many_in_flight"
	// A defect of the platform. It is logged under the request id. Repeat with back-off; report the request id if it
	// stays.
	CodeInternalError = "internal_error"
	// The operation needs a media backend and this server has none that can do it. Configure a media backend, or do
	// without the operation.
	CodeMediaUnavailable = "media_unavailable"
	// A part that the call needs does not answer at the moment. Repeat after `Retry-After`.
	CodeUnavailable = "unavailable"
	// The server takes no more connections or calls at the moment, of anybody or of this project. Come back with
	// back-off.
	CodeOverCapacity = "over_capacity"
	// The server is going down in order and asks its clients to move. Connect again after the stated time; the
	// session is resumed elsewhere.
	CodeDraining = "draining"
	// An operator ended this connection, or all connections of its user. Do not come back by yourself.
	CodeTerminated = "terminated"
	// The queue towards the client grew beyond its limit in bytes or age. Come back and resume; consider the `latest`
	// policy for channels where only the newest message counts.
	CodeSlowConsumer = "slow_consumer"
	// The client opened a connection and sent no `hello` within ten seconds. Connect again and send `hello` first.
	CodeHelloTimeout = "hello_timeout"
	// The server ends all connections and is back in a moment. Connect again at once.
	CodeRestart = "restart"
	// The client did not answer a ping. Connect again at once and resume.
	CodePingTimeout = "ping_timeout"
	// The connection had neither a subscription nor a request for a long time. Connect again when there is something
	// to do.
	CodeIdleTimeout = "idle_timeout"
	// The server noticed that a subscription of this connection missed something, or lost its session. Connect again
	// at once and resume every subscription from its last position.
	CodeInsufficientState = "insufficient_state"
	// A newer connection of the same client resumed the session, so this one ends. Nothing, if the newer connection
	// is yours. Otherwise connect again without the session.
	CodeSessionTakenOver = "session_taken_over"
)

// CloseCode gives the WebSocket close code of an error that ends a connection; 0 if it ends none. 4000–4099 are final,
// 4100–4199 come back with back-off, 4200–4299 at once.
func CloseCode(code string) int {
	switch code {
	case CodeBadFrame:
		return 4007
	case CodeUnsupportedVersion:
		return 4006
	case CodeMissingToken:
		return 4009
	case CodeInvalidToken:
		return 4009
	case CodeTokenExpired:
		return 4103
	case CodeTokenRevoked:
		return 4009
	case CodeApplicationDisabled:
		return 4003
	case CodeQuotaExceeded:
		return 4004
	case CodeRouteNotFound:
		return 4005
	case CodeUnknownApplication:
		return 4001
	case CodeRateLimited:
		return 4105
	case CodeOverCapacity:
		return 4100
	case CodeDraining:
		return 4102
	case CodeTerminated:
		return 4010
	case CodeSlowConsumer:
		return 4101
	case CodeHelloTimeout:
		return 4104
	case CodeRestart:
		return 4200
	case CodePingTimeout:
		return 4201
	case CodeIdleTimeout:
		return 4202
	case CodeInsufficientState:
		return 4203
	case CodeSessionTakenOver:
		return 4204
	}
	return 0
}

// namedCloseCodes are those of them that a session acts on by their name.
var namedCloseCodes = []namedCloseCode{
	{CodeMissingToken, 4009},
	{CodeInvalidToken, 4009},
	{CodeTokenExpired, 4103},
	{CodeTokenRevoked, 4009},
	{CodeRestart, 4200},
	{CodePingTimeout, 4201},
	{CodeIdleTimeout, 4202},
	{CodeInsufficientState, 4203},
	{CodeSessionTakenOver, 4204},
}

// Errors of the client itself, for errors.Is, which compares codes.
var (
	// ErrAttemptsExhausted: As many attempts failed in a row as are allowed. See the cause; open a new session, or
	// allow more attempts.
	ErrAttemptsExhausted = &Error{Code: "attempts_exhausted", Message: "As many attempts failed in a row as are allowed. See the cause; open a new session, or allow more attempts.", Retryable: true}
	// ErrCancelled: The application gave up. What was sent may still be carried out.
	ErrCancelled = &Error{Code: "cancelled", Message: "The application gave up. What was sent may still be carried out.", Retryable: false}
	// ErrClosed: The session was closed. Open a new session.
	ErrClosed = &Error{Code: "closed", Message: "The session was closed. Open a new session.", Retryable: false}
	// ErrConnectionLost: The connection was lost. The session reconnects by itself.
	ErrConnectionLost = &Error{Code: "connection_lost", Message: "The connection was lost. The session reconnects by itself.", Retryable: true}
	// ErrCredentialsFailed: No token could be obtained. See the cause, which is what the token provider threw.
	ErrCredentialsFailed = &Error{Code: "credentials_failed", Message: "No token could be obtained. See the cause, which is what the token provider threw.", Retryable: true}
	// ErrDecodeFailed: What the server sent is no frame. The session reconnects by itself.
	ErrDecodeFailed = &Error{Code: "decode_failed", Message: "What the server sent is no frame. The session reconnects by itself.", Retryable: true}
	// ErrNotConnected: There is no connection. Wait until there is one.
	ErrNotConnected = &Error{Code: "not_connected", Message: "There is no connection. Wait until there is one.", Retryable: true}
	// ErrPositionLost: The server left out messages. They are asked for again.
	ErrPositionLost = &Error{Code: "position_lost", Message: "The server left out messages. They are asked for again.", Retryable: true}
	// ErrQueueFull: The queue is full. Publish more slowly, or raise its bounds.
	ErrQueueFull = &Error{Code: "queue_full", Message: "The queue is full. Publish more slowly, or raise its bounds.", Retryable: true}
	// ErrRefused: The server ended the connection for good. See the close code; open a new session.
	ErrRefused = &Error{Code: "refused", Message: "The server ended the connection for good. See the close code; open a new session.", Retryable: false}
	// ErrTimeout: No answer came in time. Repeat, or allow more time.
	ErrTimeout = &Error{Code: "timeout", Message: "No answer came in time. Repeat, or allow more time.", Retryable: true}
	// ErrUnsubscribed: The subscription ended early. Subscribe again.
	ErrUnsubscribed = &Error{Code: "unsubscribed", Message: "The subscription ended early. Subscribe again.", Retryable: false}
)
