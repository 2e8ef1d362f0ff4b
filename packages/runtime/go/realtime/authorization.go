package realtime

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
)

const longestWait = 20 * time.Second

// authorizerOf gives who authorises subscriptions of this channel; the client's own is for private and presence channels only.
func authorizerOf(hub *hub, channel string, own Authorizer) Authorizer {
	if own == nil && (strings.HasPrefix(channel, "private-") || strings.HasPrefix(channel, "presence-")) {
		return hub.options.authorize
	}
	return own
}

// authorization is the tokens of one subscription to a private or presence channel. Each is bound to a connection and short-lived,
// so a refusal may only mean that it is worn out: after the first the next one is got at once, then with growing waits. Under the
// lock of the hub.
type authorization struct {
	feed      *feed
	authorize Authorizer
	refusals  int
	stop      context.CancelFunc
}

// begin gets a token, as soon as there is a connection.
func (a *authorization) begin() {
	var wait time.Duration
	if a.refusals >= 2 {
		wait = min(longestWait, 250*time.Millisecond<<min(a.refusals, 10))
	}
	a.end()
	ctx, cancel := context.WithCancel(a.feed.hub.ctx)
	a.stop = cancel
	go a.run(ctx, wait)
}

// end: no token is wanted any more.
func (a *authorization) end() {
	if a.stop != nil {
		a.stop()
	}
}

// mayTryAgain: the last token did not do, or there was none. Tells whether another one may.
func (a *authorization) mayTryAgain(err *protocol.Error) bool {
	a.refusals++
	return !isFinal(a.feed.hub.state()) && (err.Retryable || a.refusals == 1)
}

func (a *authorization) run(ctx context.Context, wait time.Duration) {
	hub := a.feed.hub
	token, err := a.fetch(ctx, wait)
	hub.mu.Lock()
	defer hub.mu.Unlock()
	end := endOf(hub.state())
	switch {
	case end != nil:
		a.feed.unauthorized(end)
	case ctx.Err() != nil:
		// Whoever stopped it wants no token any more.
	case err != nil:
		a.feed.unauthorized(sessionErrorOf(err, protocol.ErrCredentialsFailed.Code,
			"The authorisation of "+a.feed.channel+" failed; see the cause"))
	default:
		a.feed.begin(token)
	}
}

func (a *authorization) fetch(ctx context.Context, wait time.Duration) (string, error) {
	hub := a.feed.hub
	if wait > 0 {
		over := make(chan struct{})
		stop := hub.options.clock.AfterFunc(wait, func() { close(over) })
		defer stop()
		select {
		case <-over:
		case <-ctx.Done():
			return "", ctx.Err()
		}
	}
	state, err := hub.connected(ctx)
	if err != nil {
		return "", err
	}
	token, err := a.authorize(ctx, AuthorizeRequest{Channel: a.feed.channel, Connection: state.Connection})
	if err == nil && token == "" {
		err = errors.New("the authorizer gave no token")
	}
	return token, err
}
