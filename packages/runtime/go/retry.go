package runtime

import (
	"errors"
	"math/rand/v2"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
)

const (
	firstWait   = 500 * time.Millisecond
	longestWait = 8 * time.Second
	// longestRetryAfter is a wait that a server may ask for; a longer one is given to the caller as RetryAfter.
	longestRetryAfter = 60 * time.Second
)

// backOff is full jitter: a random wait between 0 and 0.5 s, 1 s, 2 s … 8 s. retry counts from 1.
func backOff(retry int) time.Duration {
	most := longestWait
	if shift := retry - 1; shift < 5 {
		most = min(longestWait, firstWait<<max(shift, 0))
	}
	return time.Duration(rand.Float64() * float64(most))
}

// retryWait is how long to wait before a call is sent again after err; false when it must not be: the error is final, or the server asks
// for a longer wait than there is time left.
func retryWait(err Error, retry int, left time.Duration) (time.Duration, bool) {
	wait := backOff(retry)
	var refused *ResponseError
	if errors.As(err, &refused) {
		// A 401 is retryable with a fresh token only; the attempt has tried that already.
		if refused.StatusCode == http.StatusUnauthorized {
			return 0, false
		}
		if refused.RetryAfter >= 0 {
			wait = refused.RetryAfter
		}
	}
	return wait, err.Retryable() && wait < left && wait <= longestRetryAfter
}

var plainNumber = regexp.MustCompile(`^\s*\d+(\.\d+)?\s*$`)

// retryAfterOf is how long a server asks to wait: Retry-After-Ms, else Retry-After in seconds or as a date (RFC 9110 section 10.2.3);
// negative when it says nothing readable.
func retryAfterOf(header http.Header, now time.Time) time.Duration {
	if wait, ok := durationOf(header.Get("Retry-After-Ms"), time.Millisecond); ok {
		return wait
	}
	text := header.Get("Retry-After")
	if wait, ok := durationOf(text, time.Second); ok {
		return wait
	}
	if date, err := http.ParseTime(text); err == nil {
		return max(0, date.Sub(now))
	}
	return -1
}

func durationOf(text string, unit time.Duration) (time.Duration, bool) {
	if !plainNumber.MatchString(text) {
		return 0, false
	}
	number, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil {
		return 0, false
	}
	return time.Duration(min(number*float64(unit), float64(1<<62))), true
}
