package realtime

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"time"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
)

// channelContext is one channel of one client, as the parts of this package see it.
type channelContext struct {
	hub     *hub
	name    string
	options channelOptions
}

// ReadOnlyChannel is an ordered log of messages, whose data are E, and on which the platform alone publishes.
type ReadOnlyChannel[E any] struct {
	context channelContext
	decode  decoder[E]
}

// Channel is an ordered log of messages, whose data are E.
type Channel[E any] struct{ ReadOnlyChannel[E] }

func newChannel[E any](hub *hub, name string, decode decoder[E], given []ChannelOption) *Channel[E] {
	var options channelOptions
	for _, option := range given {
		option(&options)
	}
	return &Channel[E]{ReadOnlyChannel[E]{channelContext{hub, name, options}, decode}}
}

// Name is the name of the channel.
func (c *ReadOnlyChannel[E]) Name() string { return c.context.name }

// Subscribe hands over each message, in order and once, to a goroutine of the client's. Connects if nothing did yet. Wait for
// Subscription.Ready or use OnState to learn of a refusal; otherwise it goes to the listeners of Client.OnError.
//
// The handler may block: when as many messages wait for it as the buffer holds (WithBuffer), the subscription is given up and
// taken up where it was once they are handled. But it holds up the client's other handlers meanwhile.
//
// Where messages are missing OnGap is called, else the listeners of Client.OnError. Fails with what ended the client, if a filter is
// no JSON, or if an option makes no sense.
func (c *ReadOnlyChannel[E]) Subscribe(handler func(Message[E]), options ...SubscribeOption) (*Subscription, error) {
	resolved := resolveSubscribe(options)
	if resolved.overflow == OverflowDropOldest {
		return nil, invalidConfiguration("OverflowDropOldest is for Messages; a subscription with a handler resumes.")
	}
	hub := c.context.hub
	reads := &handlers{dispatcher: hub.dispatcher, options: resolved}
	reads.onMessage = func(frame *protocol.MessageFrame, epoch string) {
		if message, ok := c.message(frame, epoch, resolved.onUnknown); ok {
			handler(message)
		}
	}
	hub.mu.Lock()
	defer hub.mu.Unlock()
	made, err := hub.openFeed(c.context, resolved, reads, func(feed *feed) { reads.feed = feed })
	if err != nil {
		return nil, err
	}
	return &Subscription{made}, nil
}

// Messages iterates the messages, in the goroutine of the loop. The subscription begins with the loop and ends when that is left. A
// slow reader is waited for (WithBuffer, WithOverflow). Where messages are missing the error is a *Gap, after which the loop may go
// on:
//
//	for message, err := range channel.Messages(ctx) {
//		var gap *realtime.Gap
//		switch {
//		case errors.As(err, &gap):
//			reload()
//		case err != nil:
//			return err
//		default:
//			save(message.Data)
//		}
//	}
//
// It ends when the client is closed; with an Error if the subscription is refused, and with the context's cause when that ends.
func (c *ReadOnlyChannel[E]) Messages(ctx context.Context, options ...SubscribeOption) iter.Seq2[Message[E], error] {
	return func(yield func(Message[E], error) bool) {
		resolved := resolveSubscribe(options)
		reads := newStream(resolved)
		hub := c.context.hub
		hub.mu.Lock()
		opened, err := hub.openFeed(c.context, resolved, reads, func(feed *feed) { reads.feed = feed })
		hub.mu.Unlock()
		if err != nil {
			yield(Message[E]{}, err)
			return
		}
		defer opened.lockAndEnd()
		for {
			next, err := reads.next(ctx)
			if errors.Is(err, errEnd) {
				return
			}
			if err != nil {
				yield(Message[E]{}, err)
				return
			}
			if !c.yield(next, resolved.onUnknown, yield) {
				return
			}
		}
	}
}

func (c *ReadOnlyChannel[E]) yield(next item, onUnknown func(Unknown), yield func(Message[E], error) bool) bool {
	if next.gap != nil {
		return yield(Message[E]{}, next.gap)
	}
	message, ok := c.message(next.frame, next.epoch, onUnknown)
	return !ok || yield(message, nil)
}

// message reads the data of a message; what is not known goes to whoever listens to that.
func (c *ReadOnlyChannel[E]) message(
	frame *protocol.MessageFrame, epoch string, onUnknown func(Unknown),
) (message Message[E], ok bool) {
	data, known, err := c.decode(frame)
	if known && err == nil {
		return messageOf(frame, epoch, data), true
	}
	raw := rawMessage(frame, epoch)
	unknown := Unknown{Type: frame.FrameType(), Message: &raw, Err: err}
	if onUnknown != nil {
		onUnknown(unknown)
		return message, false
	}
	hub := c.context.hub
	hub.mu.Lock()
	defer hub.mu.Unlock()
	hub.listeners.unknown.tell(hub.dispatcher, unknown)
	return message, false
}

// Publish puts a message into the log, and returns when it is there. The data are marshalled to JSON. It survives reconnects: what
// is unanswered is sent again and taken once. Connects if nothing did yet.
//
// Fails with an Error: the server's refusal, ErrQueueFull, invalid_request before anything is sent if the data are no JSON, or
// ErrOutcomeUnknown when time ran out after it was sent; or with the context's cause.
func (c *Channel[E]) Publish(
	ctx context.Context, event string, data any, options ...PublishOption,
) (Published, error) {
	if ctx.Err() != nil {
		return Published{}, context.Cause(ctx)
	}
	return c.PublishAsync(event, data, options...).Wait(ctx)
}

// PublishAsync begins to publish and does not wait for the answer, so that many can be under way. Those of one goroutine are in the
// log in their order.
func (c *Channel[E]) PublishAsync(event string, data any, options ...PublishOption) *Publishing {
	resolved := publishOptions{frame: protocol.PublishFrame{Channel: c.context.name, Event: event}}
	for _, option := range options {
		option(&resolved)
	}
	encoded, err := marshal(data)
	if err != nil {
		failed := &Publishing{done: make(chan struct{})}
		failed.fail(err)
		return failed
	}
	if encoded == nil {
		encoded = json.RawMessage("null")
	}
	resolved.frame.Data = encoded
	return c.context.hub.publish(&resolved.frame, resolved.timeout)
}

// HistoryOption says which part of a channel's history is read.
type HistoryOption func(*historyOptions)

type historyOptions struct {
	frame   protocol.HistoryFrame
	timeout time.Duration
}

// HistoryFrom begins there, exclusive. Default: the newest, or the oldest in ascending order.
func HistoryFrom(position protocol.Position) HistoryOption {
	return func(o *historyOptions) { o.frame.From = &position }
}

// HistoryPageSize reads so many messages at a time, 1 to 1,000. Default: 100. The iteration goes on to the next page by itself.
func HistoryPageSize(messages int) HistoryOption {
	return func(o *historyOptions) {
		count := int64(messages)
		o.frame.Count = &count
	}
}

// HistoryOldestFirst reads in ascending order. Default: the newest first.
func HistoryOldestFirst() HistoryOption {
	return func(o *historyOptions) { o.frame.Order = "asc" }
}

// HistoryTimeout says how long each page may take. Default: that of the client. NoTimeout: no limit.
func HistoryTimeout(timeout time.Duration) HistoryOption {
	return func(o *historyOptions) { o.timeout = timeout }
}

// History reads the history, page by page as far as the loop goes. What the contract of the channel does not know is left out and
// told to the listeners of Client.OnUnknown. The last error is an Error if the server refuses, or the context's cause.
func (c *ReadOnlyChannel[E]) History(ctx context.Context, options ...HistoryOption) iter.Seq2[Message[E], error] {
	return func(yield func(Message[E], error) bool) {
		resolved := historyOptions{frame: protocol.HistoryFrame{Channel: c.context.name}}
		for _, option := range options {
			option(&resolved)
		}
		for {
			page, err := c.page(ctx, resolved)
			if err != nil {
				yield(Message[E]{}, err)
				return
			}
			for index := range page.Items {
				each := &page.Items[index]
				message, ok := c.message(frameOfHistory(each), each.Epoch, nil)
				if ok && !yield(message, nil) {
					return
				}
			}
			if page.Cursor == nil || len(page.Items) == 0 {
				return
			}
			last := page.Items[len(page.Items)-1]
			resolved.frame.From = &protocol.Position{Epoch: last.Epoch, Offset: last.Offset}
		}
	}
}

func (c *ReadOnlyChannel[E]) page(ctx context.Context, options historyOptions) (protocol.HistoryOk, error) {
	var page protocol.HistoryOk
	frame := options.frame
	answer, err := c.context.hub.request(ctx, &frame, options.timeout)
	if err != nil {
		return page, err
	}
	if err := json.Unmarshal(answer, &page); err != nil {
		return page, errorOf(sessionErrorOf(err, protocol.ErrDecodeFailed.Code, "The answer is none."))
	}
	return page, nil
}
