package runtime

import (
	"context"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"sync"
	"time"
)

// Client is where calls go and who makes them. It has no state but a token in memory and the calls in flight, and is safe for
// concurrent use. The zero value is not usable; generated clients make one.
type Client struct {
	setup            Setup
	url              string
	operationServers bool
	bearer           Credentials
	basic            *basicAuth
	apiKeys          map[string]string
	defaults         shared
	hooks            []Hooks
	http             *http.Client
	clock            Clock

	mutex   sync.Mutex
	closed  bool
	flights map[*flight]struct{}
}

type basicAuth struct{ username, password string }

type flight struct{ cancel context.CancelCauseFunc }

const (
	defaultTimeout = 60 * time.Second
	defaultRetries = 2
)

// NewClient sets a client up. A setup that cannot work is a *ConfigurationError that says what to set.
func NewClient(setup Setup, options ...ClientOption) (*Client, error) {
	s := clientSettings{
		shared:    shared{timeout: defaultTimeout, retries: defaultRetries, header: http.Header{}},
		variables: map[string]string{},
		apiKeys:   map[string]string{},
		http:      &http.Client{},
		clock:     SystemClock,
	}
	for _, option := range options {
		option.applyToClient(&s)
	}
	if err := s.check(); err != nil {
		return nil, err
	}
	c := &Client{setup: setup, defaults: s.shared, hooks: s.hooks, clock: s.clock, flights: map[*flight]struct{}{}}
	if c.defaults.header.Get("User-Agent") == "" {
		c.defaults.header.Set("User-Agent", userAgent(setup.Product))
	}
	if err := c.resolveServer(&s); err != nil {
		return nil, err
	}
	if err := c.resolveCredentials(&s); err != nil {
		return nil, err
	}
	c.http = followingRedirects(s.http)
	return c, nil
}

// URL is the base URL of the platform, without a slash at the end.
func (c *Client) URL() string { return c.url }

// String shows no credentials.
func (c *Client) String() string { return "client of " + c.url }

// GoString shows no credentials.
func (c *Client) GoString() string { return c.String() }

// Close aborts the calls and streams in flight and refuses new ones; each fails with an *AbortError (client_closed).
func (c *Client) Close() {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.closed = true
	for each := range c.flights {
		each.cancel(errClosed())
	}
	clear(c.flights)
}

// CreateToken signs a token for somebody else with the client's application credentials, without a call: for a browser or a device of
// the application's user. It is a *CredentialsError when the client has none.
func (c *Client) CreateToken(request TokenRequest) (SignedToken, error) {
	if signer, ok := c.bearer.(interface {
		CreateToken(TokenRequest) (SignedToken, error)
	}); ok {
		return signer.CreateToken(request)
	}
	message := "only applications sign tokens: set WithApplication"
	return SignedToken{}, &CredentialsError{failure{code: CodeCredentialsMissing, message: message}}
}

// takeOff gives the context of a call, which ends when the client is closed, and the function that ends it.
func (c *Client) takeOff(ctx context.Context) (context.Context, func(), error) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.closed {
		return nil, nil, errClosed()
	}
	ctx, cancel := context.WithCancelCause(ctx)
	own := &flight{cancel}
	c.flights[own] = struct{}{}
	land := func() {
		c.mutex.Lock()
		delete(c.flights, own)
		c.mutex.Unlock()
		cancel(context.Canceled)
	}
	return ctx, land, nil
}

func errClosed() *AbortError {
	return &AbortError{failure{code: CodeClientClosed, message: "the client is closed"}}
}

func (s *shared) check() error {
	if s.timeout < 0 || s.attemptTimeout < 0 || s.retries < 0 {
		return newConfigurationError("retries and timeouts must not be negative")
	}
	return nil
}

func (c *Client) environment(name string) (string, bool) {
	if c.setup.Environment == "" {
		return "", false
	}
	value := os.Getenv(c.setup.Environment + "_" + name)
	return value, value != ""
}

func (c *Client) missing(option, variable string) error {
	if c.setup.Environment == "" {
		return newConfigurationError("the client is not set up: set %s", option)
	}
	return newConfigurationError("the client is not set up: set %s or the environment variable %s_%s", option, c.setup.Environment, variable)
}

var serverVariable = regexp.MustCompile(`\{([^}]+)\}`)

func (c *Client) resolveServer(s *clientSettings) error {
	if s.url == nil {
		if value, ok := c.environment("URL"); ok {
			s.url = &value
		}
	}
	var err error
	if s.url != nil {
		c.url, err = baseURL(*s.url)
		return err
	}
	if c.setup.Server == "" {
		return c.missing("WithURL", "URL")
	}
	c.operationServers = true
	filled := serverVariable.ReplaceAllStringFunc(c.setup.Server, func(variable string) string {
		name := variable[1 : len(variable)-1]
		if value, ok := s.variables[name]; ok {
			return value
		}
		value, ok := c.setup.Variables[name]
		if !ok && err == nil {
			err = newConfigurationError("the server's URL needs a value: set WithServerVariable(%q, …)", name)
		}
		return value
	})
	if err == nil {
		c.url, err = baseURL(filled)
	}
	return err
}

var absoluteURL = regexp.MustCompile(`(?i)^https?://[^/?#@]+(/[^?#]*)?$`)

// baseURL gives the base URL without a slash at the end; host and host:port mean https.
func baseURL(given string) (string, error) {
	absolute := given
	if !strings.Contains(given, "://") {
		absolute = "https://" + given
	}
	parsed, err := url.Parse(absolute)
	if err != nil || !absoluteURL.MatchString(absolute) {
		return "", newConfigurationError("the URL must be an absolute http or https URL without credentials, query or fragment")
	}
	return strings.TrimRight(parsed.String(), "/"), nil
}

func (c *Client) resolveCredentials(s *clientSettings) error {
	application := s.clientID != nil || s.clientSecret != nil
	if application && !c.setup.ApplicationTokens {
		return newConfigurationError("WithApplication signs tokens of the Parlance platform, which this API does not take: set WithToken, WithAPIKey or WithBasicAuth")
	}
	ways := 0
	for _, given := range []bool{s.token != nil, s.callback != nil, s.credentials != nil, application} {
		if given {
			ways++
		}
	}
	if ways > 1 {
		return newConfigurationError("set one of WithToken, WithTokenCallback, WithCredentials and WithApplication: each gives the bearer token")
	}
	c.apiKeys = s.apiKeys
	if s.username != nil {
		c.basic = &basicAuth{*s.username, *s.password}
	}
	switch {
	case s.token != nil:
		return c.useToken(*s.token)
	case s.callback != nil:
		c.bearer = newTokenCache(s.callback, c.clock)
		return nil
	case s.credentials != nil:
		c.bearer = s.credentials
		return nil
	case !application && (c.basic != nil || len(s.apiKeys) > 0):
		return nil
	case !application:
		if token, ok := c.environment("TOKEN"); ok {
			return c.useToken(token)
		}
	}
	if !c.setup.ApplicationTokens {
		return nil
	}
	return c.useApplication(s)
}

func (c *Client) useToken(token string) error {
	if token == "" || strings.IndexFunc(token, func(r rune) bool { return r < 0x21 || r > 0x7e }) >= 0 {
		return newConfigurationError("the token must be one without spaces")
	}
	c.bearer = staticToken(token)
	return nil
}

func (c *Client) useApplication(s *clientSettings) error {
	id, hasID := c.environment("CLIENT_ID")
	secret, hasSecret := c.environment("CLIENT_SECRET")
	if s.clientID != nil {
		id, hasID = *s.clientID, true
	}
	if s.clientSecret != nil {
		secret, hasSecret = *s.clientSecret, true
	}
	switch {
	case !hasID && !hasSecret:
		return nil
	case !hasID:
		return c.missing("the client id", "CLIENT_ID")
	case !hasSecret:
		return c.missing("the client secret", "CLIENT_SECRET")
	}
	credentials, err := NewApplicationCredentials(id, secret, ApplicationOptions{Clock: c.clock})
	if err != nil {
		return err
	}
	c.bearer = credentials
	if c.basic == nil {
		c.basic = &basicAuth{id, secret}
	}
	return nil
}
