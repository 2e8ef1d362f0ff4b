package runtime

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// errorLimit is most of a body in bytes that is read of an error, or to show what cannot be read.
const errorLimit = 65_536

// readError reads a refusal: problem details (RFC 9457) where the server gives them, the text else.
func readError(response *http.Response, operation string, now time.Time) Error {
	// The status is known already; a body cut short must not hide it.
	body, _ := io.ReadAll(io.LimitReader(response.Body, errorLimit))
	problem := problemOf(body)
	e := &ResponseError{
		failure: failure{
			code:      problem.text("code"),
			message:   problem.message(),
			retryable: isTemporary(response.StatusCode),
			operation: operation,
		},
		StatusCode: response.StatusCode,
		Header:     response.Header,
		Body:       body,
		RequestID:  requestIDOf(response.Header),
		RetryAfter: retryAfterOf(response.Header, now),
	}
	if e.code == "" {
		e.code = fmt.Sprintf("status_%d", response.StatusCode)
	}
	if e.message == "" {
		e.message = fmt.Sprintf("%s was answered with status %d", operation, response.StatusCode)
	}
	if retryable, ok := problem["retryable"].(bool); ok {
		e.retryable = retryable
	}
	if e.RequestID == "" {
		e.RequestID = problem.text("requestId")
	}
	return byStatus(e)
}

// requestIDOf is the id under which the server knows the call.
func requestIDOf(header http.Header) string {
	if id := header.Get("Request-Id"); id != "" {
		return id
	}
	return header.Get("X-Request-Id")
}

// isTemporary: 408, 429 and server errors may pass by themselves; 501 and 505 do not.
func isTemporary(status int) bool {
	return status == http.StatusRequestTimeout || status == http.StatusTooManyRequests ||
		status >= 500 && status != http.StatusNotImplemented && status != http.StatusHTTPVersionNotSupported
}

// problem is the members that describe an error, also when they stand under error, as many platforms have them.
type problem map[string]any

func problemOf(body []byte) problem {
	var members map[string]any
	decoder := json.NewDecoder(bytes.NewReader(body))
	if decoder.Decode(&members) != nil {
		return nil
	}
	if inner, ok := members["error"].(map[string]any); ok {
		return inner
	}
	return members
}

func (p problem) text(name string) string {
	text, _ := p[name].(string)
	return text
}

func (p problem) message() string {
	title := p.text("title")
	if title == "" {
		title = p.text("message")
	}
	texts := make([]string, 0, 2)
	for _, each := range []string{title, p.text("detail")} {
		if each != "" {
			texts = append(texts, each)
		}
	}
	return strings.Join(texts, ": ")
}
