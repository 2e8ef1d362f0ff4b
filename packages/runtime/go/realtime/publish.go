package realtime

import (
	"context"
	"encoding/json"
	"time"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
)

// Published is a message that is in the channel's log.
type Published struct {
	Epoch  string
	Offset int64
	// Empty if the server left it out.
	MessageID string
	// Whether it was there already under this PublishID.
	Duplicate bool
}

type publishOptions struct {
	frame   protocol.PublishFrame
	timeout time.Duration
}

// PublishOption says how a message is published.
type PublishOption func(*publishOptions)

// WithPublishID names this publish: the server takes the same one once, within its dedup window. Default: one of the session's
// own.
func WithPublishID(id string) PublishOption {
	return func(o *publishOptions) { o.frame.PublishID = id }
}

// WithTags gives short texts for filters; receivers see them.
func WithTags(tags map[string]string) PublishOption {
	return func(o *publishOptions) { o.frame.Tags = tags }
}

// WithTTL says how long it stays in the history, in whole seconds. Default: as the channel is set up.
func WithTTL(ttl time.Duration) PublishOption {
	return func(o *publishOptions) {
		seconds := int64(ttl / time.Second)
		o.frame.TTLSeconds = &seconds
	}
}

// WithPublishTimeout says how long the publish may take, reconnects included. Default: that of the client. NoTimeout: no limit.
func WithPublishTimeout(timeout time.Duration) PublishOption {
	return func(o *publishOptions) { o.timeout = timeout }
}

// Publishing is a publish that was begun, made by Channel.PublishAsync.
type Publishing struct {
	hub    *hub
	waiter *gateWaiter
	// Closed when it is settled; the rest is not changed after.
	done    chan struct{}
	pending *pending
	err     error
}

// Done is closed when it is settled.
func (p *Publishing) Done() <-chan struct{} { return p.done }

// Wait waits until the message is in the log. When the context ends before, the publish is given up, and fails with the context's
// cause; what was sent already may still be published.
func (p *Publishing) Wait(ctx context.Context) (Published, error) {
	select {
	case <-p.done:
		return p.result()
	case <-ctx.Done():
		p.giveUp(context.Cause(ctx))
		return Published{}, context.Cause(ctx)
	}
}

func (p *Publishing) giveUp(cause error) {
	p.hub.mu.Lock()
	defer p.hub.mu.Unlock()
	if p.hub.gate.giveUp(p.waiter) {
		p.fail(cause)
	} else if p.pending != nil {
		p.hub.driver.command(protocol.CancelCommand{Request: p.pending.number})
	}
}

func (p *Publishing) fail(err error) {
	p.err = err
	close(p.done)
}

func (p *Publishing) result() (Published, error) {
	if p.err != nil {
		return Published{}, p.err
	}
	answer, err := p.pending.wait(context.Background())
	if err != nil {
		return Published{}, err
	}
	var ok protocol.PublishOk
	if err := json.Unmarshal(answer, &ok); err != nil {
		return Published{}, errorOf(sessionErrorOf(err, protocol.ErrDecodeFailed.Code, "The answer is none."))
	}
	return Published{Epoch: ok.Epoch, Offset: ok.Offset, MessageID: ok.MessageID, Duplicate: ok.Duplicate}, nil
}

// publish begins to publish, when the gate lets it.
func (h *hub) publish(frame *protocol.PublishFrame, timeout time.Duration) *Publishing {
	made := &Publishing{hub: h, done: make(chan struct{})}
	bytes, err := h.sizeOf(frame)
	if err != nil {
		made.fail(err)
		return made
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	made.waiter = &gateWaiter{bytes: bytes, admit: func() {
		asked, err := h.ask(frame, bytes, timeout)
		if err != nil {
			made.fail(err)
			h.gate.leave(bytes)
			return
		}
		made.pending = asked
		asked.onSettled(func() {
			close(made.done)
			h.gate.leave(bytes)
		})
	}}
	h.gate.enter(made.waiter)
	return made
}
