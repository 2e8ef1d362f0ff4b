// Package inbox keeps what handlers were given.
package inbox

import (
	"log"
	"slices"
	"sync"
	"time"
)

const patience = 10 * time.Second

// Inbox keeps what a handler was given, and lets a program wait until there is enough of it. It is safe for concurrent use.
type Inbox[T any] struct {
	mu    sync.Mutex
	items []T
	came  chan struct{}
}

// New makes an empty inbox.
func New[T any]() *Inbox[T] {
	return &Inbox[T]{came: make(chan struct{})}
}

// Add is the handler.
func (i *Inbox[T]) Add(item T) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.items = append(i.items, item)
	close(i.came)
	i.came = make(chan struct{})
}

// Items gives all that came.
func (i *Inbox[T]) Items() []T {
	items, _ := i.look()
	return items
}

// AtLeast gives all items, as soon as there are so many. It ends the program after ten seconds.
func (i *Inbox[T]) AtLeast(count int) []T {
	late := time.After(patience)
	for {
		items, came := i.look()
		if len(items) >= count {
			return items
		}
		select {
		case <-came:
		case <-late:
			log.Fatalf("only %d of %d came: %+v", len(items), count, items)
		}
	}
}

func (i *Inbox[T]) look() ([]T, <-chan struct{}) {
	i.mu.Lock()
	defer i.mu.Unlock()
	return slices.Clone(i.items), i.came
}
