package runtime

import (
	"context"
	"sync"
	"time"
)

// Connections live long: a token of a minute would be renewed twice a minute.
const connectionLifetime = 10 * time.Minute

// ConnectionTokens gives what gets bearer tokens for a connection of another protocol, with the client's credentials; nil if it has
// none. Each call gives another token than the one before, if another can be had: whoever asks again has no use for that one.
func (c *Client) ConnectionTokens() func(ctx context.Context) (string, error) {
	if c.bearer == nil {
		return nil
	}
	if signer, ok := c.bearer.(interface {
		CreateToken(TokenRequest) (SignedToken, error)
	}); ok {
		return func(context.Context) (string, error) {
			signed, err := signer.CreateToken(TokenRequest{Lifetime: connectionLifetime})
			return signed.Token, err
		}
	}
	tokens := &connectionTokens{credentials: c.bearer}
	return tokens.next
}

type connectionTokens struct {
	credentials Credentials
	mutex       sync.Mutex
	last        string
}

func (t *connectionTokens) next(ctx context.Context) (string, error) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	token, err := t.credentials.Token(ctx)
	if err == nil && token == t.last && t.credentials.Expire(token) {
		token, err = t.credentials.Token(ctx)
	}
	t.last = token
	return token, err
}
