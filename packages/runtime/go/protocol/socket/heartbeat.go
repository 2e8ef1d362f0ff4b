package socket

import "time"

// heartbeat tells whether the server is still there. Off unless the application or the document configures it.
type heartbeat struct {
	context        *socketContext
	rule           *Heartbeat
	beatAt, deadAt time.Time
}

func newHeartbeat(context *socketContext) *heartbeat {
	rule := context.options.Heartbeat
	if rule != nil && (rule.IntervalMs <= 0 || rule.Message == nil && !context.options.CanPing) {
		rule = nil
	}
	return &heartbeat{context: context, rule: rule}
}

func (h *heartbeat) deadline() time.Time { return earliest(h.beatAt, h.deadAt) }

func (h *heartbeat) isDead() bool { return isDue(h.deadAt, h.context.now) }

func (h *heartbeat) start() {
	h.stop()
	if h.rule != nil {
		h.beatAt = h.context.after(h.rule.IntervalMs)
	}
}

func (h *heartbeat) stop() { h.beatAt, h.deadAt = time.Time{}, time.Time{} }

// heard: anything that comes is a sign of life.
func (h *heartbeat) heard() { h.deadAt = time.Time{} }

// beat sends a sign of life of ours when it is due.
func (h *heartbeat) beat() {
	if h.rule == nil || h.context.connection == 0 || !isDue(h.beatAt, h.context.now) {
		return
	}
	if h.rule.Message != nil {
		h.context.send(*h.rule.Message)
	} else {
		h.context.do(PingEffect{Connection: h.context.connection})
	}
	h.beatAt = h.context.after(h.rule.IntervalMs)
	h.deadAt = earliest(h.deadAt, h.context.after(h.rule.TimeoutMs))
}
