package runtime

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/parlance-dev/parlance/packages/runtime/go/internal/jwt"
)

// longestMargin is how early a token is renewed at most; it is when a fifth of its life is left.
const longestMargin = 30 * time.Second

// tokenCache holds one token and gets the next one before it expires, or when the server refuses it. However many calls wait, one
// request for a token is under way. A failure is told to all who wait and tried anew by the next call.
type tokenCache struct {
	fetch TokenCallback
	clock Clock

	mutex   sync.Mutex
	token   string
	renewAt time.Time
	flight  *tokenFlight
}

type tokenFlight struct {
	done  chan struct{}
	token string
	err   error
}

func newTokenCache(fetch TokenCallback, clock Clock) *tokenCache {
	return &tokenCache{fetch: fetch, clock: clock}
}

func (c *tokenCache) Token(ctx context.Context) (string, error) {
	c.mutex.Lock()
	if c.token != "" && (c.renewAt.IsZero() || c.clock.Now().Before(c.renewAt)) {
		defer c.mutex.Unlock()
		return c.token, nil
	}
	flight := c.flight
	if flight == nil {
		flight = &tokenFlight{done: make(chan struct{})}
		c.flight = flight
		// Others wait for the same token: the end of this call must not end it.
		go c.renew(context.WithoutCancel(ctx), flight)
	}
	c.mutex.Unlock()
	select {
	case <-flight.done:
		return flight.token, flight.err
	case <-ctx.Done():
		return "", context.Cause(ctx)
	}
}

func (c *tokenCache) Expire(token string) bool {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.token == token {
		c.token = ""
	}
	return true
}

func (c *tokenCache) renew(ctx context.Context, flight *tokenFlight) {
	flight.token, flight.err = c.ask(ctx)
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.token, c.renewAt, c.flight = flight.token, time.Time{}, nil
	if expiry, ok := jwt.Expiry(flight.token); ok {
		c.renewAt = expiry.Add(-min(longestMargin, expiry.Sub(c.clock.Now())/5))
	}
	close(flight.done)
}

func (c *tokenCache) ask(ctx context.Context) (string, error) {
	token, err := c.fetch(ctx)
	var ours Error
	switch {
	case errors.As(err, &ours):
		return "", ours
	case err != nil:
		return "", &CredentialsError{failure{CodeCredentialsFailed, "no token could be had", true, "", err}}
	case token == "":
		return "", &CredentialsError{failure{code: CodeCredentialsFailed, message: "the token callback gave no token"}}
	}
	return token, nil
}
