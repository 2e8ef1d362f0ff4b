package runtime

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// Span is the part of a trace's span that is used. OpenTelemetry's is adapted in a few lines.
type Span interface {
	// SetAttribute sets a string or an int.
	SetAttribute(name string, value any)
	// Fail marks the span as failed.
	Fail(message string)
	End()
}

// Tracer starts spans.
type Tracer interface {
	// StartSpan starts a client span and gives the context that holds it.
	StartSpan(ctx context.Context, name string) (context.Context, Span)
	// Inject writes the trace into headers, e.g. traceparent (W3C Trace Context); it may do nothing.
	Inject(ctx context.Context, header http.Header)
}

type spanKey struct{ tracer Tracer }

// TracingHooks make one client span of each attempt, by OpenTelemetry's conventions for HTTP.
func TracingHooks(tracer Tracer) Hooks {
	key := spanKey{tracer}
	return Hooks{
		OnRequest: func(ctx context.Context, attempt *Attempt) (context.Context, error) {
			ctx, span := tracer.StartSpan(ctx, attempt.Operation)
			describe(span, attempt)
			tracer.Inject(ctx, attempt.Header)
			return context.WithValue(ctx, key, span), nil
		},
		OnResponse: func(ctx context.Context, _ *Attempt, response *http.Response) {
			if span, ok := ctx.Value(key).(Span); ok {
				span.SetAttribute("http.response.status_code", response.StatusCode)
				if response.StatusCode < 400 {
					span.End()
				}
			}
		},
		OnError: func(ctx context.Context, _ *Attempt, err Error) {
			if span, ok := ctx.Value(key).(Span); ok {
				span.SetAttribute("error.type", errorType(err))
				span.Fail(err.Error())
				span.End()
			}
		},
	}
}

func describe(span Span, attempt *Attempt) {
	span.SetAttribute("http.request.method", attempt.Method)
	if target, err := url.Parse(attempt.URL); err == nil {
		span.SetAttribute("server.address", target.Hostname())
		port, err := strconv.Atoi(target.Port())
		if err != nil {
			port = map[string]int{"http": 80}[target.Scheme]
			if port == 0 {
				port = 443
			}
		}
		span.SetAttribute("server.port", port)
	}
	full, _, _ := strings.Cut(attempt.URL, "?")
	span.SetAttribute("url.full", full)
	if attempt.Number > 1 {
		span.SetAttribute("http.request.resend_count", attempt.Number-1)
	}
}

func errorType(err Error) string {
	var refused *ResponseError
	if errors.As(err, &refused) {
		return strconv.Itoa(refused.StatusCode)
	}
	return err.Code()
}
