package wire

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
)

const (
	// Bytes of an answer that are read.
	refusalLimit = 64 << 10
	// Bytes of an answer that its error shows.
	shownLength = 1_000
)

// Refusal is why the server did not do what a call asked for.
type Refusal struct {
	Status int
	// Err has a cause that shows the answer.
	Err *protocol.Error
}

// ReadRefusal reads problem details (RFC 9457) of the server, the status alone of anybody else, and closes the body.
func ReadRefusal(response *http.Response, now time.Time) Refusal {
	text, _ := io.ReadAll(io.LimitReader(response.Body, refusalLimit))
	_ = response.Body.Close()
	var problem struct {
		Code      string
		Detail    string
		Retryable *bool
	}
	// What is no problem says nothing more than its status.
	_ = json.Unmarshal(text, &problem)
	status := response.StatusCode
	final := isFinalStatus(status)
	summary := fmt.Sprintf("The server answered with status %d", status)
	err := &protocol.Error{
		Code:      problem.Code,
		Message:   problem.Detail,
		Retryable: !final,
		After:     retryAfterOf(response.Header, now),
		Cause:     fmt.Errorf("%s: %.*s", summary, shownLength, text),
	}
	if problem.Code == "" {
		err.Code = codeOfStatus(status)
	}
	if problem.Detail == "" {
		err.Message = summary
		if final {
			err.Message += ". Look at the client's URL"
		}
	}
	if problem.Retryable != nil {
		err.Retryable = *problem.Retryable
	}
	return Refusal{status, err}
}

// isFinalStatus: of the 4xx some pass, any other says that the same call will never do.
func isFinalStatus(status int) bool {
	switch status {
	case http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests:
		return false
	}
	return status >= 400 && status < 500
}

// codeOfStatus gives what a status means that comes without a code, as from a proxy in between.
func codeOfStatus(status int) string {
	switch {
	case status == http.StatusUnauthorized:
		return protocol.CodeInvalidToken
	case status == http.StatusTooManyRequests:
		return protocol.CodeRateLimited
	case isFinalStatus(status):
		return fmt.Sprintf("status_%d", status)
	}
	return protocol.CodeUnavailable
}

// retryAfterOf gives how long a server asks to wait: Retry-After-Ms, else Retry-After in seconds or as a date (RFC 9110 section
// 10.2.3); 0 when it says nothing readable.
func retryAfterOf(header http.Header, now time.Time) time.Duration {
	if milliseconds, err := strconv.ParseFloat(header.Get("Retry-After-Ms"), 64); err == nil && milliseconds > 0 {
		return time.Duration(milliseconds * float64(time.Millisecond))
	}
	text := header.Get("Retry-After")
	if seconds, err := strconv.ParseFloat(text, 64); err == nil && seconds > 0 {
		return time.Duration(seconds * float64(time.Second))
	}
	if date, err := http.ParseTime(text); err == nil {
		return max(0, date.Sub(now))
	}
	return 0
}
