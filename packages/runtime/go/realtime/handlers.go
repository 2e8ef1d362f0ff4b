package realtime

import (
	"sync/atomic"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
)

// handlers is a reader that calls the application's functions, through the dispatcher. When more wait than the buffer takes, the
// feed is given up until all were handed over.
type handlers struct {
	feed       *feed
	dispatcher *dispatcher
	options    subscribeOptions
	// Called by the dispatcher.
	onMessage func(frame *protocol.MessageFrame, epoch string)
	waiting   atomic.Int64
	paused    atomic.Bool
	ended     atomic.Bool
}

func (h *handlers) message(frame *protocol.MessageFrame, epoch string) {
	full := h.waiting.Add(1) >= int64(h.options.buffer)
	if full {
		// Before the message is handed on, so that whoever hands over the last one sees it.
		h.paused.Store(true)
	}
	h.dispatcher.Push(dispatched{to: h, frame: frame, epoch: epoch})
	if full {
		h.feed.pause()
	}
}

// deliver is called by the dispatcher.
func (h *handlers) deliver(frame *protocol.MessageFrame, epoch string) {
	if !h.ended.Load() {
		h.onMessage(frame, epoch)
	}
	if h.waiting.Add(-1) == 0 && h.paused.Load() {
		h.feed.hub.mu.Lock()
		defer h.feed.hub.mu.Unlock()
		h.paused.Store(false)
		h.feed.resume()
	}
}

func (h *handlers) gap(frame *protocol.GapFrame) {
	gap := gapOf(frame)
	if handle := h.options.onGap; handle != nil {
		h.call(func() { handle(gap) })
	} else {
		h.feed.hub.report(gap)
	}
}

func (h *handlers) live() {
	if handle := h.options.onLive; handle != nil {
		h.call(handle)
	}
}

func (h *handlers) state(state protocol.SubscriptionState) bool {
	if handle := h.options.onState; handle != nil {
		h.dispatcher.call(func() { handle(state) })
	}
	if _, ended := state.(protocol.Unsubscribed); ended {
		h.ended.Store(true)
	}
	return false
}

func (h *handlers) call(handle func()) {
	h.dispatcher.call(func() {
		if !h.ended.Load() {
			handle()
		}
	})
}
