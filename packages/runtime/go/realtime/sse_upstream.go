package realtime

import (
	"bytes"
	"net/http"
	"time"

	"github.com/parlance-dev/parlance/packages/runtime/go/internal/wire"
	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
)

const (
	// Most bytes of one call, unless a single frame is longer.
	callLimit = 256 << 10
	// The wait after a refusal that will pass, if the server names none.
	refusalWait = time.Second
)

// send sends frames in order: one call at a time, with all that waits by then.
func (c *sseConnection) send() {
	select {
	case <-c.greeted:
	case <-c.ctx.Done():
		return
	}
	for {
		if lines := c.take(); len(lines) > 0 {
			if !c.post(lines) {
				return
			}
			continue
		}
		select {
		case <-c.queued:
		case <-c.ctx.Done():
			return
		}
	}
}

func (c *sseConnection) take() [][]byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	count, size := 0, 0
	for count < len(c.lines) && (count == 0 || size+len(c.lines[count]) <= callLimit) {
		size += len(c.lines[count])
		count++
	}
	lines := c.lines[:count]
	c.lines = c.lines[count:]
	return lines
}

// post makes one call, again while the server wants it later. Returns false when the connection is over.
func (c *sseConnection) post(lines [][]byte) bool {
	body := bytes.Join(lines, []byte{'\n'})
	for {
		response, err := c.call(c.commands, body, c.commandHeader())
		if err != nil {
			c.end(wire.NoCode, "A call with frames failed", wire.Failed(err))
			return false
		}
		if response.StatusCode >= 200 && response.StatusCode < 300 {
			_ = response.Body.Close()
			c.taken(lines)
			return true
		}
		refusal := wire.ReadRefusal(response, c.clock.Now())
		if refusal.Status != http.StatusTooManyRequests {
			c.refuseUpstream(refusal)
			return false
		}
		// Nothing of a refused call was carried out, so that it can be made again.
		if !c.wait(refusal.Err.After) {
			return false
		}
	}
}

func (c *sseConnection) refuseUpstream(refusal wire.Refusal) {
	code := refusal.Err.Code
	if refusal.Status == http.StatusNotFound {
		code = protocol.CodeInsufficientState
	}
	closeCode := protocol.CloseCode(code)
	if closeCode == 0 {
		closeCode = wire.NoCode
		if refusal.Status == http.StatusRequestEntityTooLarge {
			closeCode = tooLarge
		}
	}
	c.end(closeCode, code, nil)
}

func (c *sseConnection) taken(lines [][]byte) {
	c.mu.Lock()
	for _, line := range lines {
		c.buffered -= len(line)
	}
	drained := c.drains && c.buffered < resumeBelow
	if drained {
		c.drains = false
	}
	c.mu.Unlock()
	if drained {
		c.report(TransportEvents.Drained)
	}
}

func (c *sseConnection) wait(wait time.Duration) bool {
	if wait <= 0 {
		wait = refusalWait
	}
	over := make(chan struct{})
	stop := c.clock.AfterFunc(wait, func() { close(over) })
	defer stop()
	select {
	case <-over:
		return true
	case <-c.ctx.Done():
		return false
	}
}

func (c *sseConnection) commandHeader() http.Header {
	c.mu.Lock()
	defer c.mu.Unlock()
	return http.Header{
		"Content-Type":     {"application/x-ndjson"},
		"Parlance-Session": {c.session},
		"Prefer":           {"respond-async"},
	}
}
