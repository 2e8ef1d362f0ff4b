package runtime

import (
	"context"
	"net/http"
	"time"
)

// Attempt is one attempt of one call, as hooks see it. The same goes to all hooks of the attempt.
type Attempt struct {
	// Operation is the operation's id.
	Operation string
	Method    string
	// URL is that of the call, without keys.
	URL string
	// Number counts attempts from 1.
	Number int
	// Header is what will be sent; OnRequest may change it. It holds credentials: never log it as it is (RedactHeader).
	Header http.Header
}

// Hooks are what an application may watch or change. They run in the order given, those of concurrent calls concurrently.
type Hooks struct {
	// OnRequest runs before each attempt and may add headers; an error fails the call with it. The context is the one of the
	// attempt from then on, e.g. with a span in it.
	OnRequest func(context.Context, *Attempt) (context.Context, error)
	// OnResponse runs after each answer, whatever its status, before its body is read.
	OnResponse func(context.Context, *Attempt, *http.Response)
	// OnError runs after an attempt that failed: a refusal, a broken connection, an unreadable answer.
	OnError func(context.Context, *Attempt, Error)
	// OnRetry runs before the wait that precedes another attempt.
	OnRetry func(ctx context.Context, attempt *Attempt, delay time.Duration, err Error)
}
