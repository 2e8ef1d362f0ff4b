package socket

import "time"

// How long a provider that failed while the connection holds is left in peace.
const again = 5 * time.Second

// token is got before each opening, and again before it ends where the document can refresh it in band.
type token struct {
	context   *socketContext
	value     string
	refreshAt time.Time
}

func (t *token) isWanted() bool { return t.context.descriptor.Token != nil }

func (t *token) take(value string, expiresAt time.Time) {
	t.value = value
	t.refreshAt = time.Time{}
	rule := t.context.descriptor.Token
	if rule != nil && rule.Refresh != nil && !expiresAt.IsZero() {
		t.refreshAt = expiresAt.Add(-time.Duration(rule.Refresh.BeforeMs) * time.Millisecond)
		if least := t.context.now.Add(again); t.refreshAt.Before(least) {
			t.refreshAt = least
		}
	}
}

// at is what the request that opens the connection carries of it.
func (t *token) at(place string) map[string]string {
	rule := t.context.descriptor.Token
	if rule == nil || rule.In != place {
		return map[string]string{}
	}
	if place == "header" && !rule.Plain {
		return map[string]string{rule.Name: "Bearer " + t.value}
	}
	return map[string]string{rule.Name: t.value}
}

// greet sends it first on a new connection, where the document has a message for it.
func (t *token) greet() {
	if rule := t.context.descriptor.Token; rule != nil && rule.In == "message" {
		t.context.send(rule.Message.with(rule.Pointer, t.value))
	}
}

// renew sends the token that was just taken, on a connection that lives.
func (t *token) renew() {
	if rule := t.context.descriptor.Token; rule != nil && rule.Refresh != nil {
		t.context.send(rule.Refresh.Message.with(rule.Refresh.Pointer, t.value))
	}
}

// tick asks for another one when it is time.
func (t *token) tick() {
	if isDue(t.refreshAt, t.context.now) {
		t.refreshAt = time.Time{}
		t.context.do(FetchTokenEffect{})
	}
}

func (t *token) failed() { t.refreshAt = t.context.now.Add(again) }

func (t *token) stop() { t.refreshAt = time.Time{} }
