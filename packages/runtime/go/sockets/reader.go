package sockets

import (
	"context"
	"errors"
	"sync"
)

// errEnd: an iteration is over, because its socket was closed.
var errEnd = errors.New("the iteration is over")

// ReadOption says how messages are read one by one.
type ReadOption func(*readOptions)

type readOptions struct {
	buffer     int
	dropOldest bool
}

// WithBuffer says how many messages wait for their reader at most. Default: 1,000. A full buffer ends the iteration with
// ErrBufferExceeded.
func WithBuffer(messages int) ReadOption { return func(o *readOptions) { o.buffer = messages } }

// WithDropOldest lets a full buffer drop its oldest message.
func WithDropOldest() ReadOption { return func(o *readOptions) { o.dropOldest = true } }

// reader keeps what comes in a bounded buffer, for an iteration.
type reader struct {
	core    *core
	options readOptions

	mu    sync.Mutex
	items []*delivery
	ended bool
	err   error
	// Holds a value when there is something to read.
	wake chan struct{}
}

func newReader(core *core, given []ReadOption) *reader {
	return &reader{core: core, options: resolveRead(given), wake: make(chan struct{}, 1)}
}

func resolveRead(given []ReadOption) readOptions {
	resolved := readOptions{buffer: 1_000}
	for _, option := range given {
		option(&resolved)
	}
	return resolved
}

// checkRead refuses options that make no sense.
func checkRead(given []ReadOption) error {
	if resolveRead(given).buffer < 1 {
		return invalidConfiguration("the buffer (WithBuffer) must hold one message at least")
	}
	return nil
}

// take implements recipient.
func (r *reader) take(delivery *delivery) {
	if r.keep(delivery) {
		return
	}
	r.core.remove(r)
	r.end(ErrBufferExceeded)
}

// keep puts a message into the buffer; false: it is full.
func (r *reader) keep(delivery *delivery) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ended {
		return true
	}
	if len(r.items) >= r.options.buffer {
		if !r.options.dropOldest {
			return false
		}
		r.items = r.items[1:]
	}
	r.items = append(r.items, delivery)
	r.signal()
	return true
}

// end ends the iteration once what waits was read, with an error if there is one.
func (r *reader) end(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.ended {
		r.ended, r.err = true, err
		r.signal()
	}
}

func (r *reader) signal() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

// next waits for the next message. Not under the lock of the core.
func (r *reader) next(ctx context.Context) (*delivery, error) {
	for {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		if next, err := r.pop(); next != nil || err != nil {
			return next, err
		}
		select {
		case <-r.wake:
		case <-ctx.Done():
		}
	}
}

func (r *reader) pop() (*delivery, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case len(r.items) > 0:
		next := r.items[0]
		r.items[0] = nil
		r.items = r.items[1:]
		return next, nil
	case r.err != nil:
		return nil, r.err
	case r.ended:
		return nil, errEnd
	}
	return nil, nil
}
