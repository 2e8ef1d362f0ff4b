package realtime

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"github.com/parlance-dev/parlance/packages/runtime/go/internal/wire"
)

var errLongLine = errors.New("a line of the stream is too long")

// readEvents reads an event stream to its end, and hands over the data of each event (HTML section 9.2.6). It fails when the stream
// breaks off, or when an event is longer than 16 MiB.
func readEvents(body io.Reader, handle func(data []byte)) error {
	lines := bufio.NewScanner(body)
	lines.Buffer(make([]byte, 0, 4096), wire.ReadLimit)
	lines.Split(scanEventLine)
	var data []byte
	for lines.Scan() {
		line := lines.Bytes()
		// The frame says of itself what the other fields say.
		if part, ok := bytes.CutPrefix(line, []byte("data:")); ok {
			// Between frames a line feed has a meaning; within one, a space is as good.
			if data != nil {
				data = append(data, ' ')
			}
			data = append(data, bytes.TrimPrefix(part, []byte(" "))...)
			if len(data) > wire.ReadLimit {
				return errLongLine
			}
		} else if len(line) == 0 && data != nil {
			handle(data)
			data = nil
		}
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return errLongLine
	}
	return lines.Err()
}

// scanEventLine splits at CR LF, LF or CR. A carriage return at the end of what there is may be the first half of a line end.
func scanEventLine(data []byte, atEOF bool) (advance int, line []byte, err error) {
	index := bytes.IndexAny(data, "\r\n")
	switch {
	case index < 0:
		// What no line end follows is no event.
		return 0, nil, nil
	case data[index] == '\n':
		return index + 1, data[:index], nil
	case index+1 < len(data) && data[index+1] == '\n':
		return index + 2, data[:index], nil
	case index+1 < len(data) || atEOF:
		return index + 1, data[:index], nil
	}
	return 0, nil, nil
}
