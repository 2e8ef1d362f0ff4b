// Code generated from specs/ by scripts/write-frames.ts. DO NOT EDIT.

package protocol

import "encoding/json"

// AuthFrame: Go on with a fresh token of the same subject.
type AuthFrame struct {
	// The number of this request on this connection, from 1. The answer carries the same.
	ID int64 `json:"id"`
	// A token, as in `Authorization`.
	Token string `json:"token"`
}

// FrameType is what `type` says on the wire.
func (*AuthFrame) FrameType() string { return "auth" }

func (*AuthFrame) isClientFrame() {}

// AuthOk: The fresh token holds.
type AuthOk struct {
	// The number of this request on this connection, from 1. The answer carries the same.
	ID int64 `json:"id"`
	// How long it is valid.
	TokenTTLMs int64 `json:"tokenTtlMs"`
}

// FrameType is what `type` says on the wire.
func (*AuthOk) FrameType() string { return "ok" }

// ByeFrame: The last frame before a close: why, and whether to come back.
type ByeFrame struct {
	// The code of an error, the same in HTTP problems and realtime frames. More codes may come.
	Code string `json:"code"`
	// What happened and what to do, for people.
	Message string `json:"message"`
	// Whether to come back. It agrees with the range of the close code.
	Retryable bool `json:"retryable"`
	// How long to wait before, in milliseconds.
	AfterMs *int64 `json:"afterMs,omitempty"`
	// Another address to connect to.
	To string `json:"to,omitempty"`
}

// FrameType is what `type` says on the wire.
func (*ByeFrame) FrameType() string { return "bye" }

func (*ByeFrame) isServerFrame() {}

// CastFrame: Call a method without waiting; there is no answer. Either side may send it.
type CastFrame struct {
	// The name of the method: an operation id of the REST half, or a signalling method such as `streams.join`.
	Method string `json:"method"`
	// The parameters; a body stands under `body`.
	Params json.RawMessage `json:"params,omitempty"`
}

// FrameType is what `type` says on the wire.
func (*CastFrame) FrameType() string { return "cast" }

func (*CastFrame) isClientFrame() {}
func (*CastFrame) isServerFrame() {}

// ChannelRewind: Which older messages to replay first, by number or by age.
type ChannelRewind struct {
	// At most so many.
	Count *int64 `json:"count,omitempty"`
	// Those of the last so many milliseconds.
	Ms *int64 `json:"ms,omitempty"`
}

// ClientFrame: A frame from the client to the server. One of *HelloFrame, *SubscribeFrame, *UnsubscribeFrame,
// *PublishFrame, *PresenceRequest, *HistoryFrame, *RequestFrame, *CastFrame, *AuthFrame, *PingFrame, *PongFrame,
// *ErrorFrame.
type ClientFrame interface {
	// FrameType is what `type` says on the wire.
	FrameType() string
	isClientFrame()
}

// ClientInfo: The program at the other end.
type ClientInfo struct {
	// The name of the SDK or program.
	Name string `json:"name"`
	// Its version.
	Version string `json:"version"`
}

// ConnectionLimits: What one connection may do.
type ConnectionLimits struct {
	// The largest frame.
	FrameBytes int64 `json:"frameBytes"`
	// How many subscriptions.
	Subscriptions int64 `json:"subscriptions"`
	// How many requests may be unanswered.
	InFlight int64 `json:"inFlight"`
	// How many messages may be published each second.
	MessagesPerSecond int64 `json:"messagesPerSecond"`
}

// ErrorFrame: A request failed, or something went wrong with a channel or the connection.
type ErrorFrame struct {
	// The request that failed; absent if it was none.
	ID *int64 `json:"id,omitempty"`
	// The channel concerned, if any.
	Channel string `json:"channel,omitempty"`
	// The code of an error, the same in HTTP problems and realtime frames. More codes may come.
	Code string `json:"code"`
	// What happened and what to do, for people.
	Message string `json:"message"`
	// Whether trying again later may succeed.
	Retryable bool `json:"retryable"`
	// How long to wait before, in milliseconds.
	AfterMs *int64 `json:"afterMs,omitempty"`
	// The page that explains the code.
	Href string `json:"href,omitempty"`
}

// FrameType is what `type` says on the wire.
func (*ErrorFrame) FrameType() string { return "error" }

func (*ErrorFrame) isClientFrame() {}
func (*ErrorFrame) isServerFrame() {}

// GapFrame: Messages of a channel are lost to this subscription. Read the state anew if it matters.
type GapFrame struct {
	// The name of the channel.
	Channel string `json:"channel"`
	// Tells several subscriptions of one connection to the same channel apart, such as two filters of a topic. The
	// client chooses it; frames of a subscription without a number carry none.
	Subscription *int64 `json:"subscription,omitempty"`
	// The last position you have.
	From Position `json:"from"`
	// The position at which it goes on.
	To Position `json:"to"`
	// Why: the history is forgotten, the log was begun anew, the filter is another, you asked for the newest messages
	// only (`conflateMs`, `policy: latest`), or the channel token does not permit the history. More may come.
	Reason string `json:"reason"`
}

// FrameType is what `type` says on the wire.
func (*GapFrame) FrameType() string { return "gap" }

func (*GapFrame) isServerFrame() {}

// HelloFrame: The client's first frame, within ten seconds: who it is, what it can, what to resume and to
// subscribe to.
type HelloFrame struct {
	// The number of this request on this connection, from 1. The answer carries the same.
	ID int64 `json:"id"`
	// The version of the protocol.
	Version int64 `json:"version"`
	// A token, as in `Authorization`.
	Token string `json:"token,omitempty"`
	// The program at the other end.
	Client ClientInfo `json:"client"`
	// A UUID of this client object; the same over reconnects.
	Instance string `json:"instance"`
	// What the client can beyond the basics, such as several frames joined by line feeds.
	Capabilities []string `json:"capabilities,omitempty"`
	// The session to take up again.
	Resume *HelloFrameResume `json:"resume,omitempty"`
	// The last position you have of the user's own channel, which is subscribed to by itself. Go on after it.
	Inbox *Position `json:"inbox,omitempty"`
	// What to subscribe to at once, so that connecting takes one round trip.
	Subscriptions []Subscription `json:"subscriptions,omitempty"`
}

// FrameType is what `type` says on the wire.
func (*HelloFrame) FrameType() string { return "hello" }

func (*HelloFrame) isClientFrame() {}

// HelloFrameResume: The session to take up again.
type HelloFrameResume struct {
	// The `session` of the last `welcome`. It is a secret.
	Session string `json:"session"`
}

// HistoryFrame: Read messages of a channel.
type HistoryFrame struct {
	// The number of this request on this connection, from 1. The answer carries the same.
	ID int64 `json:"id"`
	// The name of the channel.
	Channel string `json:"channel"`
	// Where to begin, exclusive. Absent means at the end that `order` names.
	From *Position `json:"from,omitempty"`
	// At most so many.
	Count *int64 `json:"count,omitempty"`
	// Newest first or oldest first.
	Order string `json:"order,omitempty"`
}

// FrameType is what `type` says on the wire.
func (*HistoryFrame) FrameType() string { return "history" }

func (*HistoryFrame) isClientFrame() {}

// HistoryOk: Messages of a channel, and where it is now.
type HistoryOk struct {
	// The number of this request on this connection, from 1. The answer carries the same.
	ID int64 `json:"id"`
	// The messages.
	Items []Message `json:"items"`
	// The life of the channel's log. Offsets of different epochs cannot be compared.
	Epoch string `json:"epoch"`
	// The newest position.
	Offset int64 `json:"offset"`
	// Where the next page begins; `null` on the last page. Opaque.
	Cursor *string `json:"cursor"`
}

// FrameType is what `type` says on the wire.
func (*HistoryOk) FrameType() string { return "ok" }

// Inbox: The subscription to the user's own channel, which holds without being asked for. What was missed follows
// with `replay`, then `live`.
type Inbox struct {
	// The name of the channel.
	Channel string `json:"channel"`
	// The life of the channel's log. Offsets of different epochs cannot be compared.
	Epoch string `json:"epoch"`
	// The position at which the subscription begins.
	Offset int64 `json:"offset"`
	// `yes`: everything after the position in `hello` is replayed. `no`: something is lost, a `gap` follows. `none`:
	// nothing was asked for.
	Recovered string `json:"recovered"`
	// How many messages are replayed.
	Count int64 `json:"count"`
}

// LiveFrame: The replay of a channel is over; messages are live from here.
type LiveFrame struct {
	// The name of the channel.
	Channel string `json:"channel"`
	// Tells several subscriptions of one connection to the same channel apart, such as two filters of a topic. The
	// client chooses it; frames of a subscription without a number carry none.
	Subscription *int64 `json:"subscription,omitempty"`
}

// FrameType is what `type` says on the wire.
func (*LiveFrame) FrameType() string { return "live" }

func (*LiveFrame) isServerFrame() {}

// Message: A message as it stands in the log of a channel.
type Message struct {
	// Id of the message.
	ID string `json:"id"`
	// The channel.
	Channel string `json:"channel"`
	// What happened; absent if the publisher did not say.
	Event string `json:"event,omitempty"`
	// The payload, as published.
	Data json.RawMessage `json:"data"`
	// Place in the log of its epoch.
	Offset int64 `json:"offset"`
	// Life of the log.
	Epoch string `json:"epoch"`
	// Who published a message.
	From Sender `json:"from"`
	// Short strings for filters.
	Tags map[string]string `json:"tags,omitempty"`
	// Id the publisher gave.
	PublishID *string `json:"publishId,omitempty"`
	// When it was accepted.
	PublishedAt string `json:"publishedAt"`
	// When it is forgotten; null while the channel decides.
	ExpiresAt *string `json:"expiresAt,omitempty"`
}

// MessageFrame: A message of a channel. On `topic:`, `document:`, `watch:`, `user:` and `room:` channels `data`
// is the event object.
type MessageFrame struct {
	// The name of the channel.
	Channel string `json:"channel"`
	// Tells several subscriptions of one connection to the same channel apart, such as two filters of a topic. The
	// client chooses it; frames of a subscription without a number carry none.
	Subscription *int64 `json:"subscription,omitempty"`
	// The life of the channel's log. Offsets of different epochs cannot be compared.
	Epoch string `json:"epoch,omitempty"`
	// The place in the log of the channel. Absent for what is in no log: a message to this connection alone.
	Offset *int64 `json:"offset,omitempty"`
	// The offset of the message before in this subscription. When it is not the last one you saw, something is
	// missing.
	Previous *int64 `json:"previous,omitempty"`
	// What happened, in the publisher's words.
	Event string `json:"event,omitempty"`
	// Any JSON value.
	Data json.RawMessage `json:"data,omitempty"`
	// The id of a message that is in no log. One with an offset leaves it out, for its id is `msg_<epoch>_<offset>`
	// of the subscription's epoch.
	MessageID string `json:"messageId,omitempty"`
	// When it was published, in milliseconds since 1970.
	Time *int64 `json:"time,omitempty"`
	// Who published a message.
	From *Sender `json:"from,omitempty"`
	// Short texts for filters.
	Tags map[string]string `json:"tags,omitempty"`
	// Names this publish. Sent again after a reconnect with the same id, it is published once.
	PublishID string `json:"publishId,omitempty"`
	// Whether it was missed and is replayed.
	Replay bool `json:"replay,omitempty"`
}

// FrameType is what `type` says on the wire.
func (*MessageFrame) FrameType() string { return "message" }

func (*MessageFrame) isServerFrame() {}

// OkFrame: A request succeeded. What else it carries depends on the request.
type OkFrame struct {
	// The number of this request on this connection, from 1. The answer carries the same.
	ID int64 `json:"id"`
	// The frame as it came, with members that depend on what it answers.
	Raw json.RawMessage `json:"-"`
}

// FrameType is what `type` says on the wire.
func (*OkFrame) FrameType() string { return "ok" }

func (*OkFrame) isServerFrame() {}

// PingFrame: Asks whether the other side is there. Either side may send it.
type PingFrame struct {
	// Comes back in the `pong`.
	Echo string `json:"echo,omitempty"`
}

// FrameType is what `type` says on the wire.
func (*PingFrame) FrameType() string { return "ping" }

func (*PingFrame) isClientFrame() {}
func (*PingFrame) isServerFrame() {}

// PongFrame: Answers a `ping`.
type PongFrame struct {
	// Comes back in the `pong`.
	Echo string `json:"echo,omitempty"`
}

// FrameType is what `type` says on the wire.
func (*PongFrame) FrameType() string { return "pong" }

func (*PongFrame) isClientFrame() {}
func (*PongFrame) isServerFrame() {}

// Position: A place in the log of a channel. Hand it back to resume without loss.
type Position struct {
	// Names one life of the log; a new epoch means that earlier offsets say nothing.
	Epoch string `json:"epoch"`
	// Offset of the last message of the log; 0 before the first.
	Offset int64 `json:"offset"`
}

// PresenceFrame: A member entered, changed or left.
type PresenceFrame struct {
	// The name of the channel.
	Channel string `json:"channel"`
	// The version of the channel's presence; one more each time.
	Version int64 `json:"version"`
	// What happened.
	Event string `json:"event"`
	// A member of a channel or a document: somebody with at least one connection there.
	Member PresenceMember `json:"member"`
}

// FrameType is what `type` says on the wire.
func (*PresenceFrame) FrameType() string { return "presence" }

func (*PresenceFrame) isServerFrame() {}

// PresenceMember: A member of a channel or a document: somebody with at least one connection there.
type PresenceMember struct {
	// The member of the token, or its user if it names none.
	ID string `json:"id"`
	// The user of the token.
	UserID *string `json:"userId,omitempty"`
	// Its connections, the oldest first.
	ConnectionIDs []string `json:"connectionIds"`
	// What the authorisation says of the member; fixed while it is present.
	Info json.RawMessage `json:"info,omitempty"`
	// What the member says of itself; changed with the member states.
	State json.RawMessage `json:"state,omitempty"`
	// The version of the resource: 1 when it is created, one more with every change. The `ETag` is this number in
	// quotes.
	Version int64 `json:"version"`
	// When its first connection came.
	JoinedAt string `json:"joinedAt"`
	// When its state last changed.
	UpdatedAt string `json:"updatedAt"`
}

// PresenceOk: The presence is changed.
type PresenceOk struct {
	// The number of this request on this connection, from 1. The answer carries the same.
	ID int64 `json:"id"`
	// The version of the channel's presence after the change.
	Version int64 `json:"version"`
}

// FrameType is what `type` says on the wire.
func (*PresenceOk) FrameType() string { return "ok" }

// PresenceRequest: Enter a channel as a member, change one's own data there, or leave it.
type PresenceRequest struct {
	// The number of this request on this connection, from 1. The answer carries the same.
	ID int64 `json:"id"`
	// The name of the channel.
	Channel string `json:"channel"`
	// What to do.
	Action string `json:"action"`
	// What the member says of itself; any JSON value up to 2 KiB.
	Data json.RawMessage `json:"data,omitempty"`
}

// FrameType is what `type` says on the wire.
func (*PresenceRequest) FrameType() string { return "presence" }

func (*PresenceRequest) isClientFrame() {}

// PresenceSyncFrame: The members of a channel, in pages of at most 256. Changes up to `version` are in it; keep
// later ones until the last page.
type PresenceSyncFrame struct {
	// The name of the channel.
	Channel string `json:"channel"`
	// The version of the presence that is shown.
	Version int64 `json:"version"`
	// The members of this page.
	Members []PresenceMember `json:"members"`
	// Empty on the last page.
	Cursor string `json:"cursor"`
}

// FrameType is what `type` says on the wire.
func (*PresenceSyncFrame) FrameType() string { return "presence_sync" }

func (*PresenceSyncFrame) isServerFrame() {}

// PublishFrame: Publish a message on a channel. Answered once it is in the log.
type PublishFrame struct {
	// The number of this request on this connection, from 1. The answer carries the same.
	ID int64 `json:"id"`
	// The name of the channel.
	Channel string `json:"channel"`
	// What happened, in the publisher's words.
	Event string `json:"event,omitempty"`
	// Any JSON value.
	Data json.RawMessage `json:"data"`
	// Names this publish. Sent again after a reconnect with the same id, it is published once.
	PublishID string `json:"publishId"`
	// Short texts for filters.
	Tags map[string]string `json:"tags,omitempty"`
	// How long it stays in the history.
	TTLSeconds *int64 `json:"ttlSeconds,omitempty"`
}

// FrameType is what `type` says on the wire.
func (*PublishFrame) FrameType() string { return "publish" }

func (*PublishFrame) isClientFrame() {}

// PublishOk: The message is in the log.
type PublishOk struct {
	// The number of this request on this connection, from 1. The answer carries the same.
	ID int64 `json:"id"`
	// The life of the channel's log. Offsets of different epochs cannot be compared.
	Epoch string `json:"epoch"`
	// The place of the message.
	Offset int64 `json:"offset"`
	// The id of a message: `msg_<epoch>_<offset>` of one that is in a log, so that whoever knows its position knows
	// its id. A message that is in no log has one of its own.
	MessageID string `json:"messageId,omitempty"`
	// Whether it was there already under this `publishId`.
	Duplicate bool `json:"duplicate,omitempty"`
}

// FrameType is what `type` says on the wire.
func (*PublishOk) FrameType() string { return "ok" }

// ReauthFrame: The server asks for a fresh token.
type ReauthFrame struct {
	// Within so many milliseconds.
	ByMs int64 `json:"byMs"`
}

// FrameType is what `type` says on the wire.
func (*ReauthFrame) FrameType() string { return "reauth" }

func (*ReauthFrame) isServerFrame() {}

// RequestFrame: Call a method and wait for its result.
type RequestFrame struct {
	// The number of this request on this connection, from 1. The answer carries the same.
	ID int64 `json:"id"`
	// The name of the method: an operation id of the REST half, or a signalling method such as `streams.join`. In
	// development also `simulate`, with a `Simulation`.
	Method string `json:"method"`
	// The parameters; a body stands under `body`.
	Params json.RawMessage `json:"params,omitempty"`
}

// FrameType is what `type` says on the wire.
func (*RequestFrame) FrameType() string { return "request" }

func (*RequestFrame) isClientFrame() {}

// RequestOk: The result of a method.
type RequestOk struct {
	// The number of this request on this connection, from 1. The answer carries the same.
	ID int64 `json:"id"`
	// The result.
	Result json.RawMessage `json:"result"`
}

// FrameType is what `type` says on the wire.
func (*RequestOk) FrameType() string { return "ok" }

// RetryHint: Between which waits to spread reconnects.
type RetryHint struct {
	// The first wait.
	MinMs int64 `json:"minMs"`
	// The longest wait.
	MaxMs int64 `json:"maxMs"`
}

// Sender: Who published a message.
type Sender struct {
	// The connection, null for the back end.
	ConnectionID *string `json:"connectionId,omitempty"`
	// The user of its token.
	UserID *string `json:"userId,omitempty"`
	// The member of its token.
	MemberID *string `json:"memberId,omitempty"`
}

// ServerFrame: A frame from the server to the client. More types may come; ignore those you do not know. One of
// *WelcomeFrame, *UnsubscribedFrame, *MessageFrame, *LiveFrame, *GapFrame, *PresenceFrame, *PresenceSyncFrame,
// *CastFrame, *ReauthFrame, *PingFrame, *PongFrame, *ByeFrame, *ErrorFrame, *OkFrame.
type ServerFrame interface {
	// FrameType is what `type` says on the wire.
	FrameType() string
	isServerFrame()
}

// Simulation: Parameters of the method `simulate`, which a platform has in development only: which fault it
// makes, so that a program can be seen to live with it. The answer has an empty object as its result, unless the
// fault loses it.
type Simulation struct {
	// `drop`: the connection breaks without a word. `stall`: nothing reaches the client for a while, and what should
	// have is lost. `expire_token`: the token ends now. `lose_history`: the messages of `channel` are forgotten.
	// `change_epoch`: the log of `channel` begins anew. `slow`: the client counts as a slow consumer. `rate_limit`:
	// no publish is taken for a while.
	Fault string `json:"fault"`
	// The channel, for `lose_history` and `change_epoch`.
	Channel string `json:"channel,omitempty"`
	// For how long, for `stall` and `rate_limit`.
	Ms *int64 `json:"ms,omitempty"`
}

// SubscribeFrame: Receive the messages of a channel. The answer says from where, and whether what was missed is
// replayed wholly.
type SubscribeFrame struct {
	// The number of this request on this connection, from 1. The answer carries the same.
	ID int64 `json:"id"`
	// The name of the channel.
	Channel string `json:"channel"`
	// Tells several subscriptions of one connection to the same channel apart, such as two filters of a topic. The
	// client chooses it; frames of a subscription without a number carry none.
	Subscription *int64 `json:"subscription,omitempty"`
	// The authorisation for a private or presence channel, from `channels.authorize`.
	Token string `json:"token,omitempty"`
	// Go on after this position. What lies between is replayed wholly, or not at all and reported. A channel token
	// without `history` goes on only in the session, resumed or not, that heard the channel before that position;
	// else a `gap` with reason `history_forbidden` says that it begins now.
	Since *Position `json:"since,omitempty"`
	// Without a position: older messages to replay first. A channel token must permit `history`, or the answer is
	// `channel_forbidden`.
	Rewind *ChannelRewind `json:"rewind,omitempty"`
	// What to receive.
	Mode []string `json:"mode,omitempty"`
	// Only messages that this selects, by paths such as `event`, `tags.lang`, `data.campusId`. On `watch:tunnels` it
	// may be one filter for each kind of resource.
	Filter any `json:"filter,omitempty"`
	// When the client reads too slowly: `buffer` closes the connection so that it resumes without loss, `latest`
	// skips to the newest message, and a `gap` with reason `conflated` before it says what was left out.
	Policy string `json:"policy,omitempty"`
	// Send at most one message in so many milliseconds, the newest; a `gap` with reason `conflated` before it says
	// what was left out. 0 means each.
	ConflateMs *int64 `json:"conflateMs,omitempty"`
	// For `document:` channels: send the whole document, the difference, or both.
	ReturnMode string `json:"returnMode,omitempty"`
}

// FrameType is what `type` says on the wire.
func (*SubscribeFrame) FrameType() string { return "subscribe" }

func (*SubscribeFrame) isClientFrame() {}

// SubscribeOk: The subscription holds. Missed messages follow with `replay`, then `live`.
type SubscribeOk struct {
	// The number of this request on this connection, from 1. The answer carries the same.
	ID int64 `json:"id"`
	// The name of the channel.
	Channel string `json:"channel"`
	// Tells several subscriptions of one connection to the same channel apart, such as two filters of a topic. The
	// client chooses it; frames of a subscription without a number carry none.
	Subscription *int64 `json:"subscription,omitempty"`
	// The life of the channel's log. Offsets of different epochs cannot be compared.
	Epoch string `json:"epoch"`
	// The position at which the subscription begins.
	Offset int64 `json:"offset"`
	// `yes`: everything after `since` is replayed. `no`: something is lost, a `gap` follows. `none`: nothing was
	// asked for.
	Recovered string `json:"recovered"`
	// How many messages are replayed.
	Count int64 `json:"count"`
}

// FrameType is what `type` says on the wire.
func (*SubscribeOk) FrameType() string { return "ok" }

// Subscription: What to subscribe to, inside `hello`. It is answered by an `ok` or `error` of its own, after
// `welcome`.
type Subscription struct {
	// The number of this request on this connection, from 1. The answer carries the same.
	ID int64 `json:"id"`
	// The name of the channel.
	Channel string `json:"channel"`
	// Tells several subscriptions of one connection to the same channel apart, such as two filters of a topic. The
	// client chooses it; frames of a subscription without a number carry none.
	Subscription *int64 `json:"subscription,omitempty"`
	// The authorisation for a private or presence channel, from `channels.authorize`.
	Token string `json:"token,omitempty"`
	// Go on after this position. What lies between is replayed wholly, or not at all and reported. A channel token
	// without `history` goes on only in the session, resumed or not, that heard the channel before that position;
	// else a `gap` with reason `history_forbidden` says that it begins now.
	Since *Position `json:"since,omitempty"`
	// Without a position: older messages to replay first. A channel token must permit `history`, or the answer is
	// `channel_forbidden`.
	Rewind *ChannelRewind `json:"rewind,omitempty"`
	// What to receive.
	Mode []string `json:"mode,omitempty"`
	// Only messages that this selects, by paths such as `event`, `tags.lang`, `data.campusId`. On `watch:tunnels` it
	// may be one filter for each kind of resource.
	Filter any `json:"filter,omitempty"`
	// When the client reads too slowly: `buffer` closes the connection so that it resumes without loss, `latest`
	// skips to the newest message, and a `gap` with reason `conflated` before it says what was left out.
	Policy string `json:"policy,omitempty"`
	// Send at most one message in so many milliseconds, the newest; a `gap` with reason `conflated` before it says
	// what was left out. 0 means each.
	ConflateMs *int64 `json:"conflateMs,omitempty"`
	// For `document:` channels: send the whole document, the difference, or both.
	ReturnMode string `json:"returnMode,omitempty"`
}

// UnsubscribeFrame: Stop receiving the messages of a channel.
type UnsubscribeFrame struct {
	// The number of this request on this connection, from 1. The answer carries the same.
	ID int64 `json:"id"`
	// The name of the channel.
	Channel string `json:"channel"`
	// Tells several subscriptions of one connection to the same channel apart, such as two filters of a topic. The
	// client chooses it; frames of a subscription without a number carry none.
	Subscription *int64 `json:"subscription,omitempty"`
}

// FrameType is what `type` says on the wire.
func (*UnsubscribeFrame) FrameType() string { return "unsubscribe" }

func (*UnsubscribeFrame) isClientFrame() {}

// UnsubscribedFrame: The server ended a subscription, or refuses to restore it.
type UnsubscribedFrame struct {
	// The name of the channel.
	Channel string `json:"channel"`
	// Tells several subscriptions of one connection to the same channel apart, such as two filters of a topic. The
	// client chooses it; frames of a subscription without a number carry none.
	Subscription *int64 `json:"subscription,omitempty"`
	// The code of an error, the same in HTTP problems and realtime frames. More codes may come.
	Code string `json:"code"`
	// What happened and what to do, for people.
	Message string `json:"message"`
	// Whether trying again later may succeed.
	Retryable bool `json:"retryable"`
}

// FrameType is what `type` says on the wire.
func (*UnsubscribedFrame) FrameType() string { return "unsubscribed" }

func (*UnsubscribedFrame) isServerFrame() {}

// WatchFilter: Which tunnels and which clients a watch shows, at its beginning and as they change. What is left
// out shows all.
type WatchFilter struct {
	// Only tunnels that this selects.
	Tunnels map[string]any `json:"tunnels,omitempty"`
	// Only tunnel clients that this selects.
	Clients map[string]any `json:"clients,omitempty"`
}

// WelcomeFrame: The answer to `hello`: the connection is accepted, and these are the server's numbers.
type WelcomeFrame struct {
	// The number of this request on this connection, from 1. The answer carries the same.
	ID int64 `json:"id"`
	// The id of a realtime connection, visible to others. Opaque.
	Connection string `json:"connection"`
	// The key to resume this session. A secret.
	Session string `json:"session"`
	// The user of the token; `null` if it speaks for its application.
	User *string `json:"user"`
	// Where the user's own channel goes on; `null` if the token names no user.
	Inbox *Inbox `json:"inbox"`
	// The server pings after so long without traffic towards the client.
	PingMs int64 `json:"pingMs"`
	// After `pingMs` and so much more without any frame the client takes the connection for dead.
	PongWaitMs int64 `json:"pongWaitMs"`
	// How long the token is still valid; `null` if it does not expire.
	TokenTTLMs *int64 `json:"tokenTtlMs"`
	// Whether the session was taken up again.
	Resumed bool `json:"resumed"`
	// How long after a disconnect a session can be resumed.
	WindowMs int64 `json:"windowMs"`
	// What one connection may do.
	Limits ConnectionLimits `json:"limits"`
	// Between which waits to spread reconnects.
	Retry RetryHint `json:"retry"`
	// The server that holds the connection, for support.
	Node string `json:"node,omitempty"`
	// The server's clock, in milliseconds since 1970.
	Now int64 `json:"now"`
}

// FrameType is what `type` says on the wire.
func (*WelcomeFrame) FrameType() string { return "welcome" }

func (*WelcomeFrame) isServerFrame() {}

// newServerFrame gives an empty frame of this type; nil if the type is unknown.
func newServerFrame(frameType string) ServerFrame {
	switch frameType {
	case "welcome":
		return new(WelcomeFrame)
	case "unsubscribed":
		return new(UnsubscribedFrame)
	case "message":
		return new(MessageFrame)
	case "live":
		return new(LiveFrame)
	case "gap":
		return new(GapFrame)
	case "presence":
		return new(PresenceFrame)
	case "presence_sync":
		return new(PresenceSyncFrame)
	case "cast":
		return new(CastFrame)
	case "reauth":
		return new(ReauthFrame)
	case "ping":
		return new(PingFrame)
	case "pong":
		return new(PongFrame)
	case "bye":
		return new(ByeFrame)
	case "error":
		return new(ErrorFrame)
	case "ok":
		return new(OkFrame)
	}
	return nil
}
