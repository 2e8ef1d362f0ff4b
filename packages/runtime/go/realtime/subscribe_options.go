package realtime

import (
	"context"
	"time"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
)

// Overflow says what happens when a reader is too slow and its buffer is full.
type Overflow string

// What a full buffer does.
const (
	// OverflowResume: the subscription is given up and, when the buffer is empty, taken up where it was. Nothing is lost as long as
	// the channel's history reaches back, and a loss is a Gap. The default.
	OverflowResume Overflow = "resume"
	// OverflowDropOldest: the oldest messages are dropped, and a Gap stands in their place. For Channel.Messages only.
	OverflowDropOldest Overflow = "drop-oldest"
)

// With 1,000 half of the bursts of 2,000 messages at full speed overflow on two busy cores, with 4,000 next to none of 20,000. The
// dispatcher holds 10,000 for all subscriptions, beyond which nothing is read: two of them fit.
const defaultBuffer = 4_000

type subscribeOptions struct {
	wire protocol.SubscribeOptions
	// Why they make no sense; nil if they do.
	err       error
	buffer    int
	overflow  Overflow
	until     context.Context
	onGap     func(*Gap)
	onLive    func()
	onState   func(protocol.SubscriptionState)
	onUnknown func(Unknown)
}

// SubscribeOption says which messages a subscription gets, and how.
type SubscribeOption func(*subscribeOptions)

// WithSince goes on after this position: that of the last message that was seen. A loss is told as a Gap.
func WithSince(position protocol.Position) SubscribeOption {
	return func(o *subscribeOptions) { o.wire.Since = &position }
}

// WithRewind replays so many older messages first.
func WithRewind(count int) SubscribeOption {
	return func(o *subscribeOptions) {
		number := int64(count)
		o.wire.Rewind = &protocol.ChannelRewind{Count: &number}
	}
}

// WithRewindFor replays the messages of so long first.
func WithRewindFor(age time.Duration) SubscribeOption {
	return func(o *subscribeOptions) {
		milliseconds := age.Milliseconds()
		o.wire.Rewind = &protocol.ChannelRewind{Ms: &milliseconds}
	}
}

// WithFilter lets only messages through that this selects, by paths such as event, tags.lang, data.campusId: a struct or map that is
// marshalled to a filter of the contract.
func WithFilter(filter any) SubscribeOption {
	return func(o *subscribeOptions) {
		var err error
		if o.wire.Filter, err = marshal(filter); err != nil {
			o.err = err
		}
	}
}

// WithPolicy says what the server does when this client reads too slowly: "buffer" closes the connection so that it resumes without
// loss, "latest" skips to the newest message, after a Gap. Default: "buffer".
func WithPolicy(policy string) SubscribeOption {
	return func(o *subscribeOptions) { o.wire.Policy = policy }
}

// WithConflate lets the server send at most one message in so long, the newest, after a Gap.
func WithConflate(interval time.Duration) SubscribeOption {
	return func(o *subscribeOptions) {
		milliseconds := interval.Milliseconds()
		o.wire.ConflateMs = &milliseconds
	}
}

// WithReturnMode says what changes of a document carry: "full", "diff" or "both".
func WithReturnMode(mode string) SubscribeOption {
	return func(o *subscribeOptions) { o.wire.ReturnMode = mode }
}

// WithBuffer bounds how many messages wait for the reader or handler, 1 at least. Default: 4,000, enough for a burst while the handler
// decodes.
func WithBuffer(messages int) SubscribeOption {
	return func(o *subscribeOptions) { o.buffer = messages }
}

// WithOverflow says what a full buffer does. Default: OverflowResume.
func WithOverflow(overflow Overflow) SubscribeOption {
	return func(o *subscribeOptions) { o.overflow = overflow }
}

// Until ends the subscription when the context ends.
func Until(ctx context.Context) SubscribeOption {
	return func(o *subscribeOptions) { o.until = ctx }
}

// OnGap calls handler where messages are missing, between the messages. Default: the listeners of Client.OnError, else the log. An
// iteration gives gaps itself.
func OnGap(handler func(*Gap)) SubscribeOption {
	return func(o *subscribeOptions) { o.onGap = handler }
}

// OnLive calls handler when everything that was missed has been handed over and messages are live again.
func OnLive(handler func()) SubscribeOption {
	return func(o *subscribeOptions) { o.onLive = handler }
}

// OnState calls handler with each state of the subscription.
func OnState(handler func(protocol.SubscriptionState)) SubscribeOption {
	return func(o *subscribeOptions) { o.onState = handler }
}

// OnUnknown calls handler with each message whose event the channel's contract does not name, or whose data do not fit. Default:
// the listeners of Client.OnUnknown.
func OnUnknown(handler func(Unknown)) SubscribeOption {
	return func(o *subscribeOptions) { o.onUnknown = handler }
}

func resolveSubscribe(given []SubscribeOption) subscribeOptions {
	options := subscribeOptions{buffer: defaultBuffer, overflow: OverflowResume}
	for _, option := range given {
		option(&options)
	}
	switch {
	case options.buffer < 1:
		options.err = invalidConfiguration("The buffer (WithBuffer) must hold one message at least.")
	case options.overflow != OverflowResume && options.overflow != OverflowDropOldest:
		options.err = invalidConfiguration("The overflow (WithOverflow) must be OverflowResume or OverflowDropOldest.")
	}
	return options
}

// modePresence asks for presence in place of messages.
var modePresence = []string{"presence"}

// ChannelOption says how a channel is used.
type ChannelOption func(*channelOptions)

type channelOptions struct{ authorize Authorizer }

// WithChannelAuthorizer says who authorises subscriptions of this channel. Default: that of the client, for private and presence
// channels.
func WithChannelAuthorizer(authorize Authorizer) ChannelOption {
	return func(o *channelOptions) { o.authorize = authorize }
}
