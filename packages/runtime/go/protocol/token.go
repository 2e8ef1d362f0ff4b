package protocol

import (
	"encoding/json"
	"time"
)

const (
	// How long before its end a token is refreshed at least, and as a part of its life.
	refreshLead     = 30 * time.Second
	refreshLeadPart = 0.1
	// Refreshing is not tried more often than this, however short the tokens live.
	leastRefresh = time.Second
	// Wait before a refresh that failed is tried again, with as much again as jitter.
	refreshRetry = 5 * time.Second
)

// token is held, being fetched, refreshed before it ends. One fetch at a time, whoever wants it.
type token struct {
	context  *sessionContext
	requests *requests
	value    string
	held     bool
	fetching bool
	// The next fetch must not answer from a cache.
	stale bool
	// Zero: it does not end.
	endsAt    time.Time
	refreshAt time.Time
	refusals  int
	// Why the server refused what is held, when the source gave the same once more; nil: it may be tried.
	refusal *Error
}

// ready tells whether hello can be sent with what is held. If not, a fetch is under way after this call.
func (t *token) ready() bool {
	if t.held && !t.stale && !isDue(t.endsAt, t.context.now) {
		return true
	}
	t.fetch(t.stale || t.held)
	return false
}

// refused: the server refused it, while a connection held or was being made; a fresh one is needed. Returns false if that was
// one, so that there is no sense in a third.
func (t *token) refused(err *Error, held bool) bool {
	t.stale = true
	t.refusal = err
	if !held {
		t.refusals++
	}
	return t.refusals < 2
}

// accepted: a connection holds with it, for so many milliseconds; nil: it does not end.
func (t *token) accepted(ttlMs *int64) {
	t.refusals = 0
	t.refusal = nil
	t.endsAt, t.refreshAt = time.Time{}, time.Time{}
	if ttlMs != nil {
		ttl := milliseconds(*ttlMs)
		t.endsAt = t.context.now.Add(ttl)
		t.refreshAt = t.context.now.Add(t.refreshAfter(ttl))
	}
}

// refresh gets a fresh one while the connection goes on.
func (t *token) refresh() {
	t.refreshAt = time.Time{}
	t.fetch(true)
}

func (t *token) fetched(value string, connected bool) {
	same := t.held && value == t.value
	if !same {
		t.refusal = nil
	}
	t.value = value
	t.held = true
	t.fetching = false
	t.stale = false
	t.endsAt = time.Time{}
	// A source with nothing newer is not asked in a circle: the server says when it is over.
	if connected && !same && value != "" {
		t.authenticate()
	}
}

// failed: the source failed, and may be asked again.
func (t *token) failed(connected bool) {
	t.fetching = false
	if connected {
		t.refreshAt = t.context.now.Add(refreshRetry + t.context.between(0, refreshRetry))
	}
}

func (t *token) tick() {
	if isDue(t.refreshAt, t.context.now) {
		t.refresh()
	}
}

func (t *token) fetch(fresh bool) {
	if t.fetching {
		return
	}
	t.fetching = true
	t.context.do(FetchTokenEffect{Fresh: fresh})
}

func (t *token) authenticate() {
	t.requests.urge(&AuthFrame{Token: t.value}, func(outcome Outcome) {
		err := errorOfOutcome(outcome)
		if err == nil {
			var answer AuthOk
			if json.Unmarshal(outcome.(Succeeded).Frame, &answer) == nil {
				t.accepted(&answer.TokenTTLMs)
				return
			}
			err = ErrDecodeFailed
		}
		t.context.emit(ErrorEvent{Err: err})
		t.failed(true)
	})
}

func (t *token) refreshAfter(ttl time.Duration) time.Duration {
	lead := max(refreshLead, time.Duration(float64(ttl)*refreshLeadPart))
	wait := max(ttl-lead, ttl/2)
	return max(leastRefresh, t.context.between(wait*95/100, wait*105/100))
}
