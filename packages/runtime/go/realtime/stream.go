package realtime

import (
	"context"
	"errors"
	"sync"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
)

// errEnd: an iteration is over, because its client was closed.
var errEnd = errors.New("the iteration is over")

// item is a message with the epoch of its subscription, or a gap.
type item struct {
	frame *protocol.MessageFrame
	epoch string
	gap   *Gap
}

func (i item) position() *protocol.Position {
	switch {
	case i.gap != nil:
		return i.gap.To
	case i.frame.Offset != nil:
		return &protocol.Position{Epoch: i.epoch, Offset: *i.frame.Offset}
	}
	return nil
}

// stream is a reader that keeps what comes in a bounded buffer, for an iteration.
type stream struct {
	feed    *feed
	options subscribeOptions

	mu    sync.Mutex
	items []item
	full  bool
	ended bool
	err   error
	// The position of the last item that was read.
	served *protocol.Position
	// Holds a value when there is something to read.
	wake chan struct{}
}

func newStream(options subscribeOptions) *stream {
	return &stream{options: options, wake: make(chan struct{}, 1)}
}

func (s *stream) message(frame *protocol.MessageFrame, epoch string) {
	s.push(item{frame: frame, epoch: epoch})
}

func (s *stream) gap(frame *protocol.GapFrame) { s.push(item{gap: gapOf(frame)}) }

func (s *stream) live() {
	if handle := s.options.onLive; handle != nil {
		s.feed.hub.dispatcher.call(handle)
	}
}

func (s *stream) state(state protocol.SubscriptionState) bool {
	if handle := s.options.onState; handle != nil {
		s.feed.hub.dispatcher.call(func() { handle(state) })
	}
	if ended, ok := state.(protocol.Unsubscribed); ok {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.ended = true
		if ended.Err != nil && !errors.Is(ended.Err, protocol.ErrClosed) {
			s.err = errorOf(ended.Err)
		}
		s.signal()
	}
	return true
}

func (s *stream) push(next item) {
	if s.keep(next) {
		s.feed.pause()
	}
}

// keep puts an item into the buffer, and tells whether that is full now.
func (s *stream) keep(next item) (full bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.items = append(s.items, next)
	s.signal()
	if s.options.overflow == OverflowDropOldest {
		for len(s.items) > s.options.buffer {
			s.dropOldest()
		}
		return false
	}
	s.full = len(s.items) >= s.options.buffer
	return s.full
}

// dropOldest drops one and says so in the gap at the front.
func (s *stream) dropOldest() {
	const reason = "buffer_exceeded"
	dropped, from, count := s.items[0], s.served, 1
	to := dropped.position()
	if dropped.gap != nil && dropped.gap.Reason == reason && len(s.items) > 1 {
		from, count = dropped.gap.From, 2
		if next := s.items[1].position(); next != nil {
			to = next
		}
	}
	gap := &Gap{Channel: s.feed.channel, From: from, To: to, Reason: reason}
	s.items = s.items[count-1:]
	s.items[0] = item{gap: gap}
}

func (s *stream) signal() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// next waits for the next item. Not under the lock of the hub.
func (s *stream) next(ctx context.Context) (item, error) {
	for {
		if ctx.Err() != nil {
			return item{}, context.Cause(ctx)
		}
		next, ok, err := s.take()
		if ok || err != nil {
			return next, err
		}
		select {
		case <-s.wake:
		case <-ctx.Done():
		}
	}
}

func (s *stream) take() (next item, ok bool, err error) {
	s.mu.Lock()
	if len(s.items) > 0 {
		defer s.mu.Unlock()
		next = s.items[0]
		s.items[0] = item{}
		s.items = s.items[1:]
		if position := next.position(); position != nil {
			s.served = position
		}
		return next, true, nil
	}
	resumes, ended, err := s.full, s.ended, s.err
	s.full = false
	s.mu.Unlock()
	switch {
	case err != nil:
		return item{}, false, err
	case ended:
		return item{}, false, errEnd
	case resumes:
		s.feed.hub.mu.Lock()
		defer s.feed.hub.mu.Unlock()
		s.feed.resume()
	}
	return item{}, false, nil
}
