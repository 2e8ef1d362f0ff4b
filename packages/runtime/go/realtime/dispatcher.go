package realtime

import (
	"github.com/parlance-dev/parlance/packages/runtime/go/internal/dispatch"
	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
)

// dispatched is a call of the application's handlers: a message of a subscription, which is nearly all there is, or anything.
type dispatched struct {
	to    *handlers
	frame *protocol.MessageFrame
	epoch string
	call  func()
}

// dispatcher calls the application's handlers, one after the other and in order, outside of all locks.
type dispatcher struct{ *dispatch.Queue[dispatched] }

func newDispatcher() *dispatcher {
	return &dispatcher{dispatch.New(func(event *dispatched) {
		if event.to != nil {
			event.to.deliver(event.frame, event.epoch)
		} else {
			event.call()
		}
	})}
}

func (d *dispatcher) call(call func()) { d.Push(dispatched{call: call}) }
