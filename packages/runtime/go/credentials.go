package runtime

import "context"

// Credentials give bearer tokens; the runtime asks before each attempt.
type Credentials interface {
	// Token gives the token to send. It may be asked many times at once.
	Token(ctx context.Context) (string, error)
	// Expire is told that the server refused token as expired. It answers whether another one can be had; the runtime then asks
	// Token again, once.
	Expire(token string) bool
}

type staticToken string

func (t staticToken) Token(context.Context) (string, error) { return string(t), nil }
func (t staticToken) Expire(string) bool                    { return false }
