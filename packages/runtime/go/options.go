package runtime

import (
	"context"
	"net/http"
	"time"
)

// ClientOption is how a client is set up. What is left out comes from the environment (<PREFIX>_URL, _TOKEN, and for the
// Parlance platform _CLIENT_ID, _CLIENT_SECRET), then from the contract. Any credential given makes the environment's void, but for the missing half of a client id
// and its secret.
type ClientOption interface{ applyToClient(*clientSettings) }

// CallOption is how one call is made; what is left out comes from the client.
type CallOption interface{ applyToCall(*callSettings) }

// SharedOption is for clients, then it holds for all calls, and for calls.
type SharedOption interface {
	ClientOption
	CallOption
}

type clientSettings struct {
	shared
	url          *string
	variables    map[string]string
	token        *string
	callback     TokenCallback
	credentials  Credentials
	clientID     *string
	clientSecret *string
	username     *string
	password     *string
	apiKeys      map[string]string
	hooks        []Hooks
	http         *http.Client
	clock        Clock
}

// shared is what clients and calls both say.
type shared struct {
	timeout        time.Duration
	attemptTimeout time.Duration
	retries        int
	header         http.Header
}

type callSettings struct {
	shared
	idempotencyKey string
	requestID      string
	contentType    string
	reconnect      Reconnect
	onMalformed    func(*DecodeError)
	answer         *Answer
	headers        any
}

type clientOption func(*clientSettings)

func (o clientOption) applyToClient(s *clientSettings) { o(s) }

type callOption func(*callSettings)

func (o callOption) applyToCall(s *callSettings) { o(s) }

type sharedOption func(*shared)

func (o sharedOption) applyToClient(s *clientSettings) { o(&s.shared) }
func (o sharedOption) applyToCall(s *callSettings)     { o(&s.shared) }

// WithTimeout limits a call, retries and body included; a stream, until it is open. Default: 60 s. 0 means no limit.
func WithTimeout(d time.Duration) SharedOption {
	return sharedOption(func(s *shared) { s.timeout = d })
}

// WithAttemptTimeout limits one attempt. Default, 0: what is left of the call's time.
func WithAttemptTimeout(d time.Duration) SharedOption {
	return sharedOption(func(s *shared) { s.attemptTimeout = d })
}

// WithRetries is how often a failed call is sent again. Default: 2.
func WithRetries(n int) SharedOption {
	return sharedOption(func(s *shared) { s.retries = n })
}

// WithHeader sends a header. It wins over what the runtime would send, Authorization included.
func WithHeader(name, value string) SharedOption {
	return sharedOption(func(s *shared) { s.header.Set(name, value) })
}

// WithURL is the base URL; host and host:port mean https. It holds for every operation.
func WithURL(url string) ClientOption {
	return clientOption(func(s *clientSettings) { s.url = &url })
}

// WithServerVariable is the value of a variable in the contract's server URL.
func WithServerVariable(name, value string) ClientOption {
	return clientOption(func(s *clientSettings) { s.variables[name] = value })
}

// WithToken is a bearer token.
func WithToken(token string) ClientOption {
	return clientOption(func(s *clientSettings) { s.token = &token })
}

// TokenCallback gives a token when asked, e.g. asks the application's own backend. It is asked anew shortly before a JWT expires, or
// when the server refuses the token as expired; however many calls wait, it is asked once.
type TokenCallback func(ctx context.Context) (string, error)

// WithTokenCallback gets bearer tokens when they are needed.
func WithTokenCallback(callback TokenCallback) ClientOption {
	return clientOption(func(s *clientSettings) { s.callback = callback })
}

// WithCredentials gives bearer tokens by an implementation of the application's own.
func WithCredentials(credentials Credentials) ClientOption {
	return clientOption(func(s *clientSettings) { s.credentials = credentials })
}

// WithApplication is the id of the application and its secret (plsk_…); tokens of 60 s are signed with it here. For backends only.
func WithApplication(clientID, clientSecret string) ClientOption {
	return clientOption(func(s *clientSettings) { s.clientID, s.clientSecret = &clientID, &clientSecret })
}

// WithClientSecret is the application's secret alone; its id comes from the environment.
func WithClientSecret(clientSecret string) ClientOption {
	return clientOption(func(s *clientSettings) { s.clientSecret = &clientSecret })
}

// WithBasicAuth is for basic authentication.
func WithBasicAuth(username, password string) ClientOption {
	return clientOption(func(s *clientSettings) { s.username, s.password = &username, &password })
}

// WithAPIKey is the key of an API with keys: of all its security schemes, or of those named.
func WithAPIKey(key string, schemes ...string) ClientOption {
	return clientOption(func(s *clientSettings) {
		if len(schemes) == 0 {
			s.apiKeys[""] = key
		}
		for _, scheme := range schemes {
			s.apiKeys[scheme] = key
		}
	})
}

// WithHooks watches calls or changes them; hooks run in the order given.
func WithHooks(hooks ...Hooks) ClientOption {
	return clientOption(func(s *clientSettings) { s.hooks = append(s.hooks, hooks...) })
}

// WithHTTPClient sends by an http.Client of the application's own, a copy of which gets the runtime's rules for redirects.
// Default: one over http.DefaultTransport.
func WithHTTPClient(client *http.Client) ClientOption {
	return clientOption(func(s *clientSettings) { s.http = client })
}

// WithClock reads the time and waits by another clock, for tests.
func WithClock(clock Clock) ClientOption {
	return clientOption(func(s *clientSettings) { s.clock = clock })
}

// WithIdempotencyKey makes an unsafe call repeatable. Default: a random one where the operation declares the header.
func WithIdempotencyKey(key string) CallOption {
	return callOption(func(s *callSettings) { s.idempotencyKey = key })
}

// WithRequestID is sent as Request-Id, for servers that take the caller's.
func WithRequestID(id string) CallOption {
	return callOption(func(s *callSettings) { s.requestID = id })
}

// WithContentType is the media type of the body, where the operation offers several. One that the contract does not name, such as
// that of a file sent as application/octet-stream, is a header: WithHeader("Content-Type", "image/png").
func WithContentType(mediaType string) CallOption {
	return callOption(func(s *callSettings) { s.contentType = mediaType })
}

// Reconnect is when a stream of server-sent events that ends is opened again, with Last-Event-ID; for GET only.
type Reconnect uint8

const (
	// Resume: after a broken connection when an event id is known, so that nothing is lost; after a regular end when the server has
	// named a retry time.
	Resume Reconnect = iota
	// Always: in any case until the server answers 204; events sent meanwhile may be lost.
	Always
	// Never: not at all.
	Never
)

// WithReconnect says when a stream is opened again. Default: Resume.
func WithReconnect(when Reconnect) CallOption {
	return callOption(func(s *callSettings) { s.reconnect = when })
}

// OnMalformed is called with an event of a stream that cannot be decoded, and the stream goes on. Default: the stream fails.
func OnMalformed(handle func(*DecodeError)) CallOption {
	return callOption(func(s *callSettings) { s.onMalformed = handle })
}

// Answer is what surrounds the data of a call.
type Answer struct {
	StatusCode int
	Header     http.Header
	// RequestID is to be quoted to the platform's support; empty if the server gave none.
	RequestID string
	// Attempts is how often the call was sent.
	Attempts int
}

// IntoAnswer fills answer, also when the call fails: with the last answer, or without a status where none came.
func IntoAnswer(answer *Answer) CallOption {
	return callOption(func(s *callSettings) { s.answer = answer })
}

// IntoHeaders fills a generated struct of response headers, e.g. *TunnelsGetHeaders, when the call has succeeded. A header that did
// not come, or is not what was declared, stays nil.
func IntoHeaders(headers any) CallOption {
	return callOption(func(s *callSettings) { s.headers = headers })
}
