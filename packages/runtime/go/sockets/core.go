package sockets

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/parlance-dev/parlance/packages/runtime/go/internal/dispatch"
	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
	"github.com/parlance-dev/parlance/packages/runtime/go/protocol/socket"
	"github.com/parlance-dev/parlance/packages/runtime/go/realtime"
)

// How long an answer is waited for.
const requestTimeout = 10 * time.Second

// recipient is who is told what comes, under the lock of the core.
type recipient interface {
	take(delivery *delivery)
}

// core is what all of one socket shares: its driver, and who waits for what.
type core struct {
	descriptor *socket.Descriptor
	options    options
	dispatcher *dispatch.Queue[func()]
	// Ends with the socket.
	ctx    context.Context
	cancel context.CancelFunc

	mu     sync.Mutex
	driver *driver
	// Those who read everything, by 0; those of a subscription, by its number.
	recipients map[recipient]int
	// In the order in which they came.
	order  []recipient
	sent   map[int]chan socket.SettleEffect
	states listeners[socket.State]
	errors listeners[error]
	// Runs after every opening; nil: nothing does.
	restore func(ctx context.Context) error
	// The number of the newest message or subscription.
	last int
	// Closed at each change of state, and made anew.
	changed chan struct{}
	ended   func()
}

func newCore(
	descriptor *socket.Descriptor, values socket.Values, options options, machine *socket.Machine, ended func(),
) *core {
	c := &core{
		descriptor: descriptor,
		options:    options,
		dispatcher: dispatch.New(func(call *func()) { (*call)() }),
		recipients: map[recipient]int{},
		sent:       map[int]chan socket.SettleEffect{},
		changed:    make(chan struct{}),
		ended:      ended,
	}
	c.ctx, c.cancel = context.WithCancel(context.Background())
	c.driver = &driver{core: c, machine: machine, values: values}
	return c
}

// send sends a message and waits until it has left, was acknowledged or answered.
func (c *core) send(ctx context.Context, message socket.Message, reply bool, timeout time.Duration) (*socket.Message, error) {
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	settled := make(chan socket.SettleEffect, 1)
	c.mu.Lock()
	c.last++
	id := c.last
	c.sent[id] = settled
	c.driver.command(socket.ConnectCommand{})
	c.driver.command(socket.SendCommand{
		ID: id, Message: message, Bytes: len(message.Payload), Reply: reply, Restoring: c.restores(ctx), Timeout: timeout,
	})
	c.mu.Unlock()
	select {
	case effect := <-settled:
		if effect.Err != nil {
			return nil, realtime.NewError(effect.Err)
		}
		return effect.Reply, nil
	case <-ctx.Done():
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.sent, id)
		c.driver.command(socket.CancelCommand{ID: id})
		return nil, context.Cause(ctx)
	}
}

// add lets a recipient hear what comes. Under the lock.
func (c *core) add(recipient recipient, subscription int) {
	c.recipients[recipient] = subscription
	c.order = append(slices.Clone(c.order), recipient)
}

// remove: it hears nothing more, and its subscription ends. Under the lock.
func (c *core) remove(removed recipient) {
	subscription, ok := c.recipients[removed]
	if !ok {
		return
	}
	delete(c.recipients, removed)
	c.order = slices.DeleteFunc(slices.Clone(c.order), func(each recipient) bool { return each == removed })
	if subscription != 0 {
		c.driver.command(socket.UnsubscribeCommand{Subscription: subscription})
	}
}

// delivery is a message that came.
type delivery struct {
	core    *core
	effect  socket.MessageEffect
	waiting int
}

// handled: a recipient is done with it. When all are, it is acknowledged. Not under the lock.
func (d *delivery) handled() {
	if d.effect.Acknowledge == nil {
		return
	}
	d.core.mu.Lock()
	defer d.core.mu.Unlock()
	d.waiting--
	if d.waiting == 0 {
		command := socket.AcknowledgeCommand{Connection: d.effect.Connection, Message: *d.effect.Acknowledge}
		d.core.driver.command(command)
	}
}

func (c *core) received(effect socket.MessageEffect) {
	made := &delivery{core: c, effect: effect}
	var found []recipient
	for _, each := range c.order {
		if subscription := c.recipients[each]; subscription == 0 || slices.Contains(effect.Subscriptions, subscription) {
			found = append(found, each)
		}
	}
	made.waiting = len(found)
	for _, each := range found {
		each.take(made)
	}
}

func (c *core) settle(effect socket.SettleEffect) {
	if settled, ok := c.sent[effect.ID]; ok {
		delete(c.sent, effect.ID)
		settled <- effect
	}
}

func (c *core) told(state socket.State) {
	close(c.changed)
	c.changed = make(chan struct{})
	c.states.tell(c.dispatcher, state)
	if waiting, ok := state.(socket.Waiting); ok {
		c.report(waiting.Err)
	}
	if end := socket.EndOf(state); end != nil {
		c.endReaders(state)
		c.cancel()
		c.dispatcher.End()
		c.ended()
	}
}

// report tells why a connection was lost. That what the application gave fails will hardly mend itself: it must not be silent.
func (c *core) report(err *protocol.Error) {
	own := err.Code == "restore_failed" || err.Code == "token_unavailable"
	if own && len(c.errors.all) == 0 {
		c.dispatcher.Push(func() { slog.Warn("socket "+c.descriptor.ID+": "+err.Message, "cause", err.Cause) })
	}
	c.errors.tell(c.dispatcher, error(realtime.NewError(err)))
}

func (c *core) endReaders(state socket.State) {
	var err error
	if failed, ok := state.(socket.Failed); ok {
		err = realtime.NewError(failed.Err)
	}
	for each := range maps.Keys(c.recipients) {
		if reader, ok := each.(*reader); ok {
			reader.end(err)
		}
	}
}

// opened waits until the socket is open. Not under the lock.
func (c *core) opened(ctx context.Context) error {
	c.mu.Lock()
	c.driver.command(socket.ConnectCommand{})
	for {
		state, changed := c.driver.machine.State(), c.changed
		c.mu.Unlock()
		if _, open := state.(socket.Open); open {
			return nil
		}
		if end := socket.EndOf(state); end != nil {
			return realtime.NewError(end)
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		c.mu.Lock()
	}
}

// restoringKey marks the contexts of a socket's restore.
type restoringKey struct{}

func (c *core) restores(ctx context.Context) bool { return ctx.Value(restoringKey{}) == c }

// runRestore does what the application restores by, and reports it.
func (c *core) runRestore(ctx context.Context, connection int, restore func(ctx context.Context) error) {
	var input socket.Input = socket.RestoredInput{Connection: connection}
	if restore != nil {
		if err := restore(context.WithValue(ctx, restoringKey{}, c)); err != nil {
			const message = "What restores the socket failed; see the cause. The connection is closed and tried again"
			input = socket.RestoreFailedInput{Connection: connection, Message: message, Cause: err}
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.driver.input(input)
}

// fetchToken gets a token and reports it.
func (c *core) fetchToken() {
	token, err := c.options.token(c.ctx)
	if err == nil && token.Value == "" {
		err = errors.New("the source of tokens gave none")
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if err != nil {
		c.driver.input(socket.TokenFailedInput{Message: "The token could not be had; see the cause", Cause: err})
		return
	}
	c.driver.input(socket.TokenInput{Token: token.Value, ExpiresAt: expiryOf(token)})
}

// listeners is who listens to one kind of event; under the lock.
type listeners[Value any] struct{ all []*func(Value) }

func (l *listeners[Value]) add(core *core, listener func(Value)) (stop func()) {
	core.mu.Lock()
	defer core.mu.Unlock()
	own := &listener
	l.all = append(slices.Clone(l.all), own)
	return func() {
		core.mu.Lock()
		defer core.mu.Unlock()
		l.all = slices.DeleteFunc(slices.Clone(l.all), func(each *func(Value)) bool { return each == own })
	}
}

func (l *listeners[Value]) tell(to *dispatch.Queue[func()], value Value) {
	for _, listener := range l.all {
		to.Push(func() { (*listener)(value) })
	}
}
