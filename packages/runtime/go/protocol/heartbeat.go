package protocol

import "time"

// How long an answer may take after the host slept or changed its network.
const probeWait = 3 * time.Second

// heartbeat knows whether the server is still there. Any frame is a sign of life, so a message costs two assignments here and
// no timer.
type heartbeat struct {
	context *sessionContext
	heardAt time.Time
	silence time.Duration
	// Zero while no probe is under way.
	probeUntil time.Time
}

func (h *heartbeat) start(frame *WelcomeFrame) {
	h.silence = milliseconds(frame.PingMs + frame.PongWaitMs)
	h.heard()
}

func (h *heartbeat) heard() {
	h.heardAt = h.context.now
	h.probeUntil = time.Time{}
}

// probe asks for a sign of life within three seconds, because a dead connection looks like a quiet one.
func (h *heartbeat) probe() {
	if !h.probeUntil.IsZero() {
		return
	}
	h.probeUntil = h.context.now.Add(probeWait)
	h.context.send(&PingFrame{})
}

// deadline is when the connection is to be given up unless something is heard.
func (h *heartbeat) deadline() time.Time {
	return earliest(h.heardAt.Add(h.silence), h.probeUntil)
}
