package realtime

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
)

// WatchOption says how a document is watched.
type WatchOption func(*DocumentWatch)

// OnDocument calls handler with each state, beginning with the one that was read; change says how it came about, if one change did it,
// and is nil otherwise.
func OnDocument(handler func(document Document, change *DocumentChange)) WatchOption {
	return func(w *DocumentWatch) { w.onDocument = handler }
}

// OnWatchEnd calls handler when the watch has ended because it was refused.
func OnWatchEnd(handler func(error)) WatchOption {
	return func(w *DocumentWatch) { w.onEnd = handler }
}

// ReadDocument says how the document is read as it is: at the beginning, and when changes were missed. Default: the method documents.get
// over the connection. A failure whose `Code() string` is not_found means that there is none yet; one whose `Retryable() bool` is
// true is tried again.
func ReadDocument(read func(ctx context.Context) (Document, error)) WatchOption {
	return func(w *DocumentWatch) { w.read = read }
}

type watchPhase int

const (
	watchWaiting watchPhase = iota
	watchReading
	watchCurrent
	watchEnded
)

// DocumentWatch is a document that is followed, made by Client.WatchDocument.
type DocumentWatch struct {
	hub        *hub
	feed       *feed
	read       func(ctx context.Context) (Document, error)
	onDocument func(Document, *DocumentChange)
	onEnd      func(error)
	ctx        context.Context
	cancel     context.CancelFunc

	// Under the lock of the hub.
	copy  documentCopy
	phase watchPhase
	// Changes were missed while the document was being read.
	readAgain bool
	failures  int
	err       error
	// Closed when the document was read for the first time, or the watch has ended before.
	settled chan struct{}
}

// WatchDocument follows a document: reads it, applies each change in its order, and reads it anew when changes were missed. Fails with
// what ended the client.
func (c *Client) WatchDocument(address DocumentAddress, options ...WatchOption) (*DocumentWatch, error) {
	made := &DocumentWatch{hub: c.hub, settled: make(chan struct{})}
	made.read = func(ctx context.Context) (Document, error) { return c.readDocument(ctx, address) }
	for _, option := range options {
		option(made)
	}
	made.ctx, made.cancel = context.WithCancel(c.hub.ctx)
	channel := channelContext{hub: c.hub, name: "document:" + address.Collection + ":" + address.Document}
	wire := subscribeOptions{wire: protocol.SubscribeOptions{ReturnMode: "diff"}}
	c.hub.mu.Lock()
	defer c.hub.mu.Unlock()
	_, err := c.hub.openFeed(channel, wire, documentReader{made}, func(feed *feed) { made.feed = feed })
	if err != nil {
		made.cancel()
		return nil, err
	}
	return made, nil
}

func (c *Client) readDocument(ctx context.Context, address DocumentAddress) (Document, error) {
	var read Document
	result, err := c.Request(ctx, "documents.get", address)
	if err == nil {
		err = json.Unmarshal(result, &read)
	}
	return read, err
}

// Document is the document as far as it is known; ok is false until it was read.
func (w *DocumentWatch) Document() (document Document, ok bool) {
	w.hub.mu.Lock()
	defer w.hub.mu.Unlock()
	return w.copy.document()
}

// Ready waits for the first state that was read. Fails with an error if the watch ends before, or with the context's cause.
func (w *DocumentWatch) Ready(ctx context.Context) (Document, error) {
	select {
	case <-w.settled:
	case <-ctx.Done():
		return Document{}, context.Cause(ctx)
	}
	w.hub.mu.Lock()
	defer w.hub.mu.Unlock()
	if document, ok := w.copy.document(); ok {
		return document, nil
	}
	if w.err != nil {
		return Document{}, w.err
	}
	return Document{}, w.feed.endError()
}

// Subscription is the one beneath: its state and position.
func (w *DocumentWatch) Subscription() *Subscription { return &Subscription{w.feed} }

// Close ends the watch.
func (w *DocumentWatch) Close() { w.feed.lockAndEnd() }

// changed takes a change. Under the lock of the hub, like all that follows.
func (w *DocumentWatch) changed(change DocumentChange) {
	if w.phase != watchCurrent {
		w.copy.keep(change)
		return
	}
	switch w.copy.apply(change) {
	case changeApplied:
		w.tell(&change)
	case changeMissing:
		w.copy.keep(change)
		w.missed()
	}
}

func (w *DocumentWatch) missed() {
	switch w.phase {
	case watchReading:
		w.readAgain = true
	case watchCurrent:
		w.start(0)
	}
}

// start reads the document, after a wait.
func (w *DocumentWatch) start(wait time.Duration) {
	w.phase = watchReading
	w.readAgain = false
	go w.run(wait)
}

func (w *DocumentWatch) run(wait time.Duration) {
	if wait > 0 {
		over := make(chan struct{})
		stop := w.hub.options.clock.AfterFunc(wait, func() { close(over) })
		defer stop()
		select {
		case <-over:
		case <-w.ctx.Done():
			return
		}
	}
	read, err := w.read(w.ctx)
	w.hub.mu.Lock()
	defer w.hub.mu.Unlock()
	if w.phase != watchReading {
		return
	}
	var judged interface{ Code() string }
	switch {
	case err == nil:
		w.loaded(read)
	case errors.As(err, &judged) && judged.Code() == protocol.CodeNotFound:
		w.loaded(Document{})
	default:
		w.failed(err)
	}
}

func (w *DocumentWatch) loaded(read Document) {
	w.failures = 0
	if w.readAgain {
		w.start(0)
		return
	}
	if err := w.copy.load(read); err != nil {
		w.failed(invalidRequest("The document that was read", err))
		return
	}
	w.phase = watchCurrent
	w.tell(nil)
	for _, change := range w.copy.takeKept() {
		w.changed(change)
	}
}

func (w *DocumentWatch) failed(err error) {
	var judged interface{ Retryable() bool }
	if !errors.As(err, &judged) || !judged.Retryable() {
		w.end(err)
		w.feed.end()
		return
	}
	wait := min(longestWait, 500*time.Millisecond<<min(w.failures, 10))
	w.failures++
	w.start(wait)
}

func (w *DocumentWatch) tell(change *DocumentChange) {
	document, ok := w.copy.document()
	if !ok {
		return
	}
	w.settle()
	if handle := w.onDocument; handle != nil {
		w.hub.dispatcher.call(func() { handle(document, change) })
	}
}

func (w *DocumentWatch) settle() {
	select {
	case <-w.settled:
	default:
		close(w.settled)
	}
}

func (w *DocumentWatch) end(err error) {
	if w.phase == watchEnded {
		return
	}
	w.phase = watchEnded
	w.err = err
	w.cancel()
	w.settle()
	if handle := w.onEnd; handle != nil && err != nil {
		w.hub.dispatcher.call(func() { handle(err) })
	}
}

// documentReader follows the subscription beneath.
type documentReader struct{ watch *DocumentWatch }

func (r documentReader) message(frame *protocol.MessageFrame, _ string) {
	// The data of an event of the platform is the event, whose data is the change.
	var event struct{ Data *DocumentChange }
	if json.Unmarshal(frame.Data, &event) == nil && event.Data != nil && event.Data.Revision > 0 {
		r.watch.changed(*event.Data)
	}
}

func (r documentReader) gap(*protocol.GapFrame) { r.watch.missed() }

func (documentReader) live() {}

func (r documentReader) state(state protocol.SubscriptionState) bool {
	switch state := state.(type) {
	case protocol.Subscribed:
		if r.watch.phase == watchWaiting {
			r.watch.start(0)
		}
	case protocol.Unsubscribed:
		r.watch.end(errorOf(state.Err))
		return r.watch.onEnd != nil
	}
	return false
}
