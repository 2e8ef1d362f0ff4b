package runtime

import (
	"context"
	"errors"
	"io"
	"math"
	"net/http"
	"net/url"
	"time"
)

// sending is a call to be made.
type sending struct {
	operation *Operation
	values    Values
	settings  *callSettings
	// url is a whole URL to send to instead of the operation's own, e.g. of the next page.
	url string
	// read reads a success. It runs inside the attempt: a connection that breaks here is tried again like any other.
	read func(*http.Response) error
	// keep leaves the body open and its context alive; the caller ends both by Body.Close.
	keep bool
}

func (c *Client) callSettings(options []CallOption) (*callSettings, error) {
	s := &callSettings{shared: c.defaults}
	s.header = c.defaults.header.Clone()
	for _, option := range options {
		option.applyToCall(s)
	}
	return s, s.check()
}

// send makes a call. Every error is an Error.
func (c *Client) send(ctx context.Context, s sending) (*http.Response, error) {
	ctx, land, err := c.takeOff(ctx)
	if err != nil {
		return nil, err
	}
	response, err := c.repeat(ctx, &s)
	if err != nil || !s.keep {
		land()
		return response, err
	}
	response.Body = &keptBody{response.Body, land}
	return response, nil
}

// keptBody ends the call with the body.
type keptBody struct {
	io.ReadCloser
	land func()
}

func (b *keptBody) Close() error {
	defer b.land()
	return b.ReadCloser.Close()
}

// repeat sends a call until it is answered, as often and as long as it may.
func (c *Client) repeat(ctx context.Context, s *sending) (*http.Response, error) {
	request, err := c.prepareRequest(s.operation, s.values, s.settings, s.url)
	if err != nil {
		return nil, err
	}
	left := func() time.Duration { return math.MaxInt64 }
	if s.settings.timeout > 0 {
		deadline := c.clock.Now().Add(s.settings.timeout)
		left = func() time.Duration { return deadline.Sub(c.clock.Now()) }
	}
	limited := newLimit(ctx, c.clock, s.settings.timeout)
	response, err := c.attempts(limited, s, request, left)
	return s.settle(response, err, limited)
}

// settle ends the limit with the answer; where the body is kept only its time stops, and it ends with the body.
func (s *sending) settle(response *http.Response, err error, limited limit) (*http.Response, error) {
	if err != nil || !s.keep {
		limited.end()
		return response, err
	}
	limited.stop()
	response.Body = &keptBody{response.Body, limited.end}
	return response, nil
}

func (c *Client) attempts(ctx context.Context, s *sending, request *preparedRequest, left func() time.Duration) (*http.Response, error) {
	for number := 1; ; number++ {
		made := &attempt{client: c, sending: s, request: request}
		made.Attempt = Attempt{Operation: s.operation.ID, Method: request.method, URL: request.url, Number: number}
		response, err := made.run(ctx)
		if err == nil {
			s.fillAnswer(Answer{response.StatusCode, response.Header, requestIDOf(response.Header), number})
			return response, nil
		}
		s.fillAnswer(answerOf(err, number))
		if !request.repeatable || number > s.settings.retries || ctx.Err() != nil {
			return nil, err
		}
		var failed Error
		if !errors.As(err, &failed) {
			return nil, err
		}
		delay, again := retryWait(failed, number, left())
		if !again {
			return nil, err
		}
		for _, hooks := range c.hooks {
			if hooks.OnRetry != nil {
				hooks.OnRetry(ctx, &made.Attempt, delay, failed)
			}
		}
		if sleep(ctx, c.clock, delay) != nil {
			return nil, explainEnd(ctx, s.operation.ID)
		}
	}
}

func (s *sending) fillAnswer(answer Answer) {
	if s.settings.answer != nil {
		*s.settings.answer = answer
	}
}

// answerOf is the answer of an attempt that failed.
func answerOf(err error, attempts int) Answer {
	var refused *ResponseError
	var unread *DecodeError
	switch {
	case errors.As(err, &refused):
		return Answer{refused.StatusCode, refused.Header, refused.RequestID, attempts}
	case errors.As(err, &unread):
		return Answer{unread.StatusCode, unread.Header, requestIDOf(unread.Header), attempts}
	}
	return Answer{Attempts: attempts}
}

// explainEnd is the error of a call that was ended before it was answered: by the clock, by Close, or by the caller.
func explainEnd(ctx context.Context, operation string) Error {
	cause := context.Cause(ctx)
	var ours *AbortError
	if errors.As(cause, &ours) {
		return ours
	}
	if errors.Is(cause, context.DeadlineExceeded) {
		return &TimeoutError{failure{CodeTimeout, operation + " timed out", true, operation, cause}}
	}
	return &AbortError{failure{CodeAborted, operation + " was aborted", false, operation, cause}}
}

// attempt sends a call once and reads the answer; when the server says that the token has expired, once more with a new one.
type attempt struct {
	Attempt
	client  *Client
	sending *sending
	request *preparedRequest
	renewed bool
}

func (a *attempt) run(ctx context.Context) (*http.Response, error) {
	limited := newLimit(ctx, a.client.clock, a.sending.settings.attemptTimeout)
	response, token, err := a.once(limited)
	response, err = a.sending.settle(response, err, limited)
	if err != nil && a.mayRenew(err, token) {
		a.renewed = true
		return a.run(ctx)
	}
	return response, err
}

// mayRenew tells whether a refusal means an expired token for which another one can be had.
func (a *attempt) mayRenew(err error, token string) bool {
	var refused Error
	if a.renewed || token == "" || !errors.As(err, &refused) || a.request.body != nil && !a.request.body.replayable {
		return false
	}
	// Servers with codes say so; with others any 401 may mean it.
	return (refused.Code() == "token_expired" || refused.Code() == "status_401") && a.client.bearer.Expire(token)
}

func (a *attempt) once(ctx context.Context) (_ *http.Response, token string, err error) {
	if ctx.Err() != nil {
		return nil, "", explainEnd(ctx, a.Operation)
	}
	out := &outgoing{url: a.request.url, header: a.request.header.Clone()}
	if token, err = a.client.authorize(ctx, out, a.sending.operation); err != nil {
		if ctx.Err() != nil {
			err = explainEnd(ctx, a.Operation)
		}
		return nil, "", err
	}
	a.Header = out.header
	for _, hooks := range a.client.hooks {
		if hooks.OnRequest != nil {
			if ctx, err = hooks.OnRequest(ctx, &a.Attempt); err != nil {
				return nil, "", err
			}
		}
	}
	response, err := a.exchange(ctx, out)
	if err == nil {
		return response, token, nil
	}
	var failed Error
	if cause := context.Cause(ctx); cause != nil && !(isRefusal(err) && errors.Is(cause, context.DeadlineExceeded)) {
		failed = explainEnd(ctx, a.Operation)
	} else if !errors.As(err, &failed) {
		failed = newConnectionError(a.Operation, a.Operation+" got no complete answer from "+originOf(a.URL), withoutURL(err))
	}
	for _, hooks := range a.client.hooks {
		if hooks.OnError != nil {
			hooks.OnError(ctx, &a.Attempt, failed)
		}
	}
	return nil, token, failed
}

// isRefusal tells whether the server has answered with an error, whatever has become of its body.
func isRefusal(err error) bool {
	var refused *ResponseError
	return errors.As(err, &refused)
}

// exchange sends and reads. The URL may carry a key, which Attempt.URL never does.
func (a *attempt) exchange(ctx context.Context, out *outgoing) (*http.Response, error) {
	if out.bound {
		ctx = bind(ctx)
	}
	request, err := http.NewRequestWithContext(ctx, a.Method, out.url, nil)
	if err != nil {
		return nil, newParameterError(a.Operation, "the URL", "is malformed", nil)
	}
	request.Header = out.header
	if err := setBody(request, a.request.body); err != nil {
		return nil, err
	}
	response, err := a.client.http.Do(request)
	if err != nil {
		return nil, err
	}
	for _, hooks := range a.client.hooks {
		if hooks.OnResponse != nil {
			hooks.OnResponse(ctx, &a.Attempt, response)
		}
	}
	if ok := response.StatusCode >= 200 && response.StatusCode < 300 || response.StatusCode == http.StatusNotModified; !ok {
		defer letGo(response.Body)
		return nil, readError(response, a.Operation, a.client.clock.Now())
	}
	if err := a.sending.read(response); err != nil {
		response.Body.Close()
		return nil, err
	}
	if !a.sending.keep {
		letGo(response.Body)
	}
	return response, nil
}

// longestLetGo is how long a call that is over waits for what is left of its answer.
const longestLetGo = 100 * time.Millisecond

// letGo closes a body. What little is left of it is read before, so that the connection can be used again; a server that is slow to send
// it does not keep the call.
func letGo(body io.ReadCloser) {
	late := time.AfterFunc(longestLetGo, func() { _ = body.Close() })
	defer late.Stop()
	_, _ = io.CopyN(io.Discard, body, errorLimit)
	_ = body.Close()
}

func setBody(request *http.Request, body *encodedBody) error {
	if body == nil {
		return nil
	}
	content, err := body.open()
	if err != nil {
		return err
	}
	request.Body = content
	request.ContentLength = body.length
	if body.length == 0 {
		request.Body = http.NoBody
	}
	if body.replayable {
		request.GetBody = body.open
	}
	return nil
}

// withoutURL takes the URL out of what net/http says, which may hold a key.
func withoutURL(err error) error {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		return wrapped.Err
	}
	return err
}

func originOf(text string) string {
	if parsed, err := url.Parse(text); err == nil {
		return parsed.Scheme + "://" + parsed.Host
	}
	return "the server"
}
