package realtime

import (
	"sync"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
)

// More events than this wait for the application's handlers only when it does not keep up with what no subscription bounds; the
// connection is not read meanwhile.
const mostEvents = 10_000

// dispatched is a call of the application's handlers: a message of a subscription, which is nearly all there is, or anything.
type dispatched struct {
	to    *handlers
	frame *protocol.MessageFrame
	epoch string
	call  func()
}

// dispatcher calls the application's handlers, one after the other and in order, outside of all locks. Its goroutine lives as
// long as there is something to call.
type dispatcher struct {
	mu      sync.Mutex
	room    sync.Cond
	queue   []dispatched
	spare   []dispatched
	waiting int
	running bool
	ended   bool
}

func newDispatcher() *dispatcher {
	d := &dispatcher{}
	d.room.L = &d.mu
	return d
}

func (d *dispatcher) push(event dispatched) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.queue = append(d.queue, event)
	d.waiting++
	if !d.running {
		d.running = true
		go d.run()
	}
}

func (d *dispatcher) call(call func()) { d.push(dispatched{call: call}) }

// waitForRoom waits while too much waits. Not to be called under the lock of the hub.
func (d *dispatcher) waitForRoom() {
	d.mu.Lock()
	defer d.mu.Unlock()
	for d.waiting > mostEvents && !d.ended {
		d.room.Wait()
	}
}

// end lets go of whoever waits for room.
func (d *dispatcher) end() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.ended = true
	d.room.Broadcast()
}

func (d *dispatcher) run() {
	for batch := d.take(nil); batch != nil; batch = d.take(batch) {
		for index := range batch {
			event := &batch[index]
			if event.to != nil {
				event.to.deliver(event.frame, event.epoch)
			} else {
				event.call()
			}
			*event = dispatched{}
		}
	}
}

// take gives what waits, after what was taken before; nil: nothing does, and the goroutine ends.
func (d *dispatcher) take(done []dispatched) []dispatched {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.waiting -= len(done)
	if d.waiting <= mostEvents {
		d.room.Broadcast()
	}
	if done != nil {
		d.spare = done[:0]
	}
	if len(d.queue) == 0 {
		d.running = false
		return nil
	}
	batch := d.queue
	d.queue, d.spare = d.spare, nil
	return batch
}
