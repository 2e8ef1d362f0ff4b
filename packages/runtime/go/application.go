package runtime

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"strings"
	"time"
)

const (
	secretPrefix    = "plsk_"
	defaultLifetime = 60 * time.Second
	longestLifetime = time.Hour
)

// ApplicationCredentials are an application's own: short-lived EdDSA tokens (RFC 7519, RFC 8037), signed here without a call, kept in
// memory and renewed before they expire. For backends only.
type ApplicationCredentials struct {
	clientID string
	keyID    string
	lifetime time.Duration
	key      ed25519.PrivateKey
	clock    Clock
	cache    *tokenCache
}

// ApplicationOptions may be left zero.
type ApplicationOptions struct {
	// KeyID is the id of the key that the secret belongs to (kid). Left out, the platform tries the application's keys.
	KeyID string
	// Lifetime of the tokens, whole seconds, 1 s to 1 h. Default: 60 s.
	Lifetime time.Duration
	// Clock is the machine's unless given.
	Clock Clock
}

// TokenRequest is what a token is to allow, and to whom.
type TokenRequest struct {
	// Lifetime in whole seconds, 1 s to 1 h. Default: 60 s.
	Lifetime time.Duration
	// Grants are what the token allows; nil: all that the application may do.
	Grants any
	// Subject is the user the token stands for (sub).
	Subject string
	// Member is what others see of the user, e.g. in presence.
	Member map[string]any
}

// SignedToken is a signed token and its end.
type SignedToken struct {
	Token     string
	ExpiresAt time.Time
}

// NewApplicationCredentials reads a client secret (plsk_…), which stays in memory and is never sent. A malformed secret or lifetime is
// a *ConfigurationError; the secret is not shown in it.
func NewApplicationCredentials(clientID, clientSecret string, options ApplicationOptions) (*ApplicationCredentials, error) {
	if clientID == "" {
		return nil, newConfigurationError("the client id must not be empty")
	}
	key, err := parseClientSecret(clientSecret)
	if err != nil {
		return nil, err
	}
	c := &ApplicationCredentials{
		clientID: clientID, keyID: options.KeyID, lifetime: options.Lifetime, key: key, clock: options.Clock,
	}
	if c.lifetime == 0 {
		c.lifetime = defaultLifetime
	}
	if c.clock == nil {
		c.clock = SystemClock
	}
	if err := checkLifetime(c.lifetime); err != nil {
		return nil, err
	}
	c.cache = newTokenCache(func(context.Context) (string, error) {
		signed, err := c.CreateToken(TokenRequest{})
		return signed.Token, err
	}, c.clock)
	return c, nil
}

// Token gives the token that is held, or signs one.
func (c *ApplicationCredentials) Token(ctx context.Context) (string, error) {
	return c.cache.Token(ctx)
}

// Expire forgets the token.
func (c *ApplicationCredentials) Expire(token string) bool { return c.cache.Expire(token) }

// CreateToken signs a token for somebody else, without a call: for a browser or a device of the application's user.
func (c *ApplicationCredentials) CreateToken(request TokenRequest) (SignedToken, error) {
	lifetime := request.Lifetime
	if lifetime == 0 {
		lifetime = c.lifetime
	}
	if err := checkLifetime(lifetime); err != nil {
		return SignedToken{}, err
	}
	issued := c.clock.Now().Truncate(time.Second)
	expires := issued.Add(lifetime)
	header := struct {
		Algorithm string `json:"alg"`
		Type      string `json:"typ"`
		KeyID     string `json:"kid,omitempty"`
	}{"EdDSA", "at+jwt", c.keyID}
	claims := struct {
		Grants   any            `json:"grants,omitempty"`
		Member   map[string]any `json:"member,omitempty"`
		Issuer   string         `json:"iss"`
		Audience string         `json:"aud"`
		IssuedAt int64          `json:"iat"`
		Expires  int64          `json:"exp"`
		ID       string         `json:"jti"`
		Subject  string         `json:"sub,omitempty"`
	}{
		request.Grants, request.Member, c.clientID, "parlance", issued.Unix(), expires.Unix(), "tok_" + randomHex(), request.Subject,
	}
	signed, err := c.sign(header, claims)
	return SignedToken{signed, expires}, err
}

func (c *ApplicationCredentials) sign(header, claims any) (string, error) {
	var text strings.Builder
	for i, part := range []any{header, claims} {
		data, err := json.Marshal(part)
		if err != nil {
			return "", &CredentialsError{failure{CodeCredentialsFailed, "the token's claims are no JSON", false, "", err}}
		}
		if i > 0 {
			text.WriteByte('.')
		}
		text.WriteString(base64.RawURLEncoding.EncodeToString(data))
	}
	signature := ed25519.Sign(c.key, []byte(text.String()))
	return text.String() + "." + base64.RawURLEncoding.EncodeToString(signature), nil
}

// parseClientSecret reads plsk_ + base64url(seed ‖ public key).
func parseClientSecret(secret string) (ed25519.PrivateKey, error) {
	text, ok := strings.CutPrefix(secret, secretPrefix)
	data, err := base64.RawURLEncoding.DecodeString(text)
	if !ok || err != nil || len(data) != ed25519.PrivateKeySize {
		return nil, newConfigurationError("the client secret is not one: it begins with plsk_ and is shown once, when the key is made")
	}
	key := ed25519.NewKeyFromSeed(data[:ed25519.SeedSize])
	if !bytes.Equal(key, data) {
		return nil, newConfigurationError("the client secret is damaged: its two halves do not belong together; copy it again")
	}
	return key, nil
}

func checkLifetime(lifetime time.Duration) error {
	if lifetime%time.Second == 0 && lifetime >= time.Second && lifetime <= longestLifetime {
		return nil
	}
	return newConfigurationError("a token's lifetime must be whole seconds, 1 s to 1 h")
}

func randomHex() string {
	var data [16]byte
	// It never fails: the program ends when the system has no randomness (crypto/rand).
	_, _ = rand.Read(data[:])
	return hex.EncodeToString(data[:])
}
