// Package dispatch calls the application outside of all locks.
package dispatch

import "sync"

// Most events that wait; a connection is not read beyond. Reached only when handlers do not keep up with what nothing else bounds.
const most = 10_000

// Queue hands events over, one after the other and in order. Its goroutine lives as long as there is something to hand over.
type Queue[Event any] struct {
	deliver func(*Event)

	mu      sync.Mutex
	room    sync.Cond
	queue   []Event
	spare   []Event
	waiting int
	running bool
	ended   bool
}

// New makes a queue that hands its events to deliver.
func New[Event any](deliver func(*Event)) *Queue[Event] {
	q := &Queue[Event]{deliver: deliver}
	q.room.L = &q.mu
	return q
}

// Push adds an event and does not block.
func (q *Queue[Event]) Push(event Event) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.queue = append(q.queue, event)
	q.waiting++
	if !q.running {
		q.running = true
		go q.run()
	}
}

// WaitForRoom waits while too much waits. Not to be called under a lock that a handler takes.
func (q *Queue[Event]) WaitForRoom() {
	q.mu.Lock()
	defer q.mu.Unlock()
	for q.waiting > most && !q.ended {
		q.room.Wait()
	}
}

// End lets go of whoever waits for room.
func (q *Queue[Event]) End() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.ended = true
	q.room.Broadcast()
}

func (q *Queue[Event]) run() {
	for batch := q.take(nil); batch != nil; batch = q.take(batch) {
		for index := range batch {
			q.deliver(&batch[index])
			var none Event
			batch[index] = none
		}
	}
}

// take gives what waits, after what was taken before; nil: nothing does, and the goroutine ends.
func (q *Queue[Event]) take(done []Event) []Event {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waiting -= len(done)
	if q.waiting <= most {
		q.room.Broadcast()
	}
	if done != nil {
		q.spare = done[:0]
	}
	if len(q.queue) == 0 {
		q.running = false
		return nil
	}
	batch := q.queue
	q.queue, q.spare = q.spare, nil
	return batch
}
