package runtime

import (
	"context"
	"log/slog"
	"net/http"
	"regexp"
	"strings"
	"time"
)

// LoggingHooks tell the logger what goes out and what comes back, at level Debug. Credentials in headers are redacted; bodies and
// queries, which may hold what is nobody's business, are not told.
func LoggingHooks(logger *slog.Logger) Hooks {
	log := func(ctx context.Context, event string, attempt *Attempt, attrs ...slog.Attr) {
		url, _, _ := strings.Cut(attempt.URL, "?")
		all := append([]slog.Attr{
			slog.String("operation", attempt.Operation), slog.Int("attempt", attempt.Number),
			slog.String("method", attempt.Method), slog.String("url", url),
		}, attrs...)
		logger.LogAttrs(ctx, slog.LevelDebug, event, all...)
	}
	return Hooks{
		OnRequest: func(ctx context.Context, attempt *Attempt) (context.Context, error) {
			log(ctx, "request", attempt, slog.Any("headers", RedactHeader(attempt.Header)))
			return ctx, nil
		},
		OnResponse: func(ctx context.Context, attempt *Attempt, response *http.Response) {
			log(ctx, "response", attempt, slog.Int("status", response.StatusCode), slog.Any("headers", RedactHeader(response.Header)))
		},
		OnError: func(ctx context.Context, attempt *Attempt, err Error) {
			log(ctx, "error", attempt, slog.String("error", err.Code()))
		},
		OnRetry: func(ctx context.Context, attempt *Attempt, delay time.Duration, err Error) {
			log(ctx, "retry", attempt, slog.Duration("delay", delay), slog.String("error", err.Code()))
		},
	}
}

var secretHeader = regexp.MustCompile(`(?i)authorization|cookie|token|secret|password|api-?key|signature`)

// RedactHeader gives headers for logs: the values of those that hold credentials are replaced.
func RedactHeader(header http.Header) map[string]string {
	plain := make(map[string]string, len(header))
	for name, values := range header {
		if secretHeader.MatchString(name) {
			plain[name] = "[redacted]"
		} else {
			plain[name] = strings.Join(values, ", ")
		}
	}
	return plain
}
