package runtime

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"
)

// eventLimit is the longest event or line in bytes, 16 MiB.
const eventLimit = 16_777_216

var errTooLong = errors.New("longer than 16 MiB")

// sseEvent is one server-sent event (HTML section 9.2).
type sseEvent struct {
	data string
	name string
	id   string
	// named tells that the event has an id, which may be empty.
	named bool
}

// sseControls are told what a stream of events says about itself.
type sseControls struct {
	onID    func(string)
	onRetry func(time.Duration)
}

// readEvents calls handle for each event of a body. An event that the end of the body cuts off is dropped, as the standard says.
func readEvents(body io.Reader, handle func(sseEvent) error, controls sseControls) error {
	var event sseEvent
	var data []string
	size := 0
	return splitLines(body, true, func(line string) error {
		if size += len(line); size > eventLimit {
			return errTooLong
		}
		if line != "" {
			field, value, _ := strings.Cut(line, ":")
			value = strings.TrimPrefix(value, " ")
			switch field {
			case "data":
				data = append(data, value)
			case "event":
				event.name = value
			case "id":
				if !strings.Contains(value, "\x00") {
					event.id, event.named = value, true
				}
			case "retry":
				if wait, err := strconv.ParseUint(value, 10, 31); err == nil {
					controls.onRetry(time.Duration(wait) * time.Millisecond)
				}
			}
			return nil
		}
		ready, texts := event, data
		event, data, size = sseEvent{}, nil, 0
		if len(texts) == 0 {
			return nil
		}
		ready.data = strings.Join(texts, "\n")
		// Told when the event is handed over, so that a break in between goes on after the last one that was.
		if ready.named {
			controls.onID(ready.id)
		}
		return handle(ready)
	})
}

// readLines calls handle for each line of a body that is not blank (jsonlines.org; also for record separators, RFC 7464).
func readLines(body io.Reader, handle func(string) error) error {
	return splitLines(body, false, func(line string) error {
		if strings.TrimSpace(line) == "" {
			return nil
		}
		return handle(line)
	})
}

// splitLines calls handle for each line. Lines of events end by LF, CR or both, and the last one needs an end; lines of JSON end by LF or
// a record separator, and the last one counts without.
func splitLines(body io.Reader, events bool, handle func(string) error) error {
	scanner := bufio.NewScanner(body)
	scanner.Buffer(make([]byte, 0, 4096), eventLimit)
	scanner.Split(splitter(events))
	for first := events; scanner.Scan(); first = false {
		line := scanner.Text()
		if first {
			line = strings.TrimPrefix(line, "\ufeff")
		}
		if err := handle(line); err != nil {
			return err
		}
	}
	if errors.Is(scanner.Err(), bufio.ErrTooLong) {
		return errTooLong
	}
	return scanner.Err()
}

func splitter(events bool) bufio.SplitFunc {
	ends := "\n\x1e"
	if events {
		ends = "\r\n"
	}
	// A line that ends by CR is given at once; should an LF follow, it belongs to the same end.
	afterReturn := false
	return func(data []byte, atEnd bool) (int, []byte, error) {
		skipped := 0
		if afterReturn && len(data) > 0 && data[0] == '\n' {
			skipped = 1
		}
		rest := data[skipped:]
		if at := bytes.IndexAny(rest, ends); at >= 0 {
			afterReturn = rest[at] == '\r'
			return skipped + at + 1, rest[:at], nil
		}
		if atEnd && !events && len(rest) > 0 {
			return len(data), rest, nil
		}
		return 0, nil, nil
	}
}
