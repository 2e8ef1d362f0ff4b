package protocol

import (
	"maps"
	"slices"
	"strconv"
	"time"
)

// How long the server may take to answer what the session asks for itself.
const answerWait = 10 * time.Second

var errTooLarge = &Error{
	Code:    CodePayloadTooLarge,
	Message: "The frame is larger than the server takes. Send less, or split it.",
}

// requests is everything that is answered: what waits, what is sent, what came of it. At most as many are sent as the server
// takes; the session's own requests go before the application's, which also wait while the transport is full.
type requests struct {
	context *sessionContext
	waiting waiting
	urgent  []*request
	// By their number on this connection.
	sent map[int64]*request
	// How many hold each channel back.
	holders map[string]int
	lastID  int64
	open    bool
	paused  bool
	// No request ends before. It may be too early, never too late.
	deadline time.Time
}

func newRequests(context *sessionContext) *requests {
	return &requests{context: context, sent: map[int64]*request{}, holders: map[string]int{}}
}

// add takes a request of the application. A ping never waits.
func (r *requests) add(spec requestSpec) {
	request := r.accept(spec)
	if _, ping := spec.body.(*PingFrame); !ping {
		r.waiting.add(request, r.context.options.Queue)
	} else if r.open {
		r.send(request)
	} else {
		request.giveUp(ErrNotConnected)
	}
	r.flush()
}

// urge takes a request of the session itself, which neither the bounds nor a full transport hold back.
func (r *requests) urge(body ClientFrame, settle func(Outcome)) {
	r.urgent = append(r.urgent, r.accept(requestSpec{body: body, timeout: answerWait, settle: settle}))
	r.flush()
}

// takeID gives the number of the next request, for a frame that goes out by itself: hello.
func (r *requests) takeID() int64 {
	r.lastID++
	return r.lastID
}

// embed takes a request that travels inside another frame, and gives its number there.
func (r *requests) embed(body ClientFrame, settle func(Outcome)) int64 {
	id := r.takeID()
	r.sent[id] = r.accept(requestSpec{body: body, timeout: answerWait, settle: settle})
	return id
}

// begin: the connection takes requests.
func (r *requests) begin() {
	r.open = true
	r.flush()
}

func (r *requests) pause(paused bool) {
	r.paused = paused
	r.flush()
}

// hold: so many more hold a channel back. What is asked of it waits until nobody does.
func (r *requests) hold(channel string, more int) {
	if holders := r.holders[channel] + more; holders > 0 {
		r.holders[channel] = holders
	} else {
		delete(r.holders, channel)
	}
	r.flush()
}

// answered takes an answer. Returns false if it answers nothing that is known.
func (r *requests) answered(id int64, outcome Outcome) bool {
	request := r.sent[id]
	if request == nil {
		return false
	}
	delete(r.sent, id)
	request.end(outcome)
	r.flush()
	return true
}

// ponged takes the answer to a ping.
func (r *requests) ponged(frame *PongFrame) {
	if id, err := strconv.ParseInt(frame.Echo, 10, 64); err == nil {
		r.answered(id, Succeeded{})
	}
}

// broken: the connection is gone. What may go out again waits in its old order before everything newer, the rest ends.
func (r *requests) broken(err *Error) {
	sent := slices.DeleteFunc(r.inOrder(), func(each *request) bool { return each.settled })
	clear(r.sent)
	r.urgent = nil
	r.lastID = 0
	r.open = false
	r.paused = false
	var again []*request
	for _, each := range sent {
		if each.isResent() {
			again = append(again, each)
		}
	}
	r.waiting.putBack(again)
	for _, each := range sent {
		if each.isOfDriver() && !each.isResent() {
			each.giveUp(err)
		}
	}
	r.findDeadline()
}

// cancel: the application no longer waits for it.
func (r *requests) cancel(number int) {
	r.giveUp(func(each *request) bool { return each.number == number }, ErrCancelled)
}

func (r *requests) tick() {
	now := r.context.now
	if !isDue(r.deadline, now) {
		return
	}
	r.giveUp(func(each *request) bool { return isDue(each.deadline, now) }, ErrTimeout)
	r.findDeadline()
	r.flush()
}

// end ends everything, for good.
func (r *requests) end(err *Error) {
	r.open = false
	r.giveUp((*request).isOfDriver, err)
}

// flush sends what may go now.
func (r *requests) flush() {
	limit := 1
	if limits := r.context.limits; limits != nil {
		limit = int(limits.InFlight)
	}
	for r.open && len(r.sent) < limit {
		next := r.next()
		if next == nil {
			return
		}
		r.send(next)
	}
}

func (r *requests) next() *request {
	if len(r.urgent) > 0 {
		next := r.urgent[0]
		r.urgent = r.urgent[1:]
		return next
	}
	if r.paused {
		return nil
	}
	return r.waiting.next(r.holders)
}

func (r *requests) accept(spec requestSpec) *request {
	request := &request{requestSpec: spec}
	if spec.timeout > 0 {
		request.deadline = r.context.now.Add(spec.timeout)
		r.deadline = earliest(r.deadline, request.deadline)
	}
	return request
}

func (r *requests) send(request *request) {
	now, limits := r.context.now, r.context.limits
	switch {
	case request.settled:
		return
	case limits != nil && int64(request.bytes) > limits.FrameBytes:
		request.giveUp(errTooLarge)
		return
	case request.isForgotten(now, r.context.window):
		request.giveUp(ErrConnectionLost)
		return
	}
	if request.sentAt.IsZero() {
		request.sentAt = now
	}
	id := r.takeID()
	r.sent[id] = request
	if _, ping := request.body.(*PingFrame); ping {
		r.context.send(&PingFrame{Echo: strconv.FormatInt(id, 10)})
	} else {
		r.context.send(withID(request.body, id))
	}
}

// giveUp ends some. What is given up after it was sent keeps its number until it is answered: the server counts it still.
func (r *requests) giveUp(which func(*request) bool, err *Error) {
	for _, each := range r.all() {
		if !each.settled && which(each) {
			each.giveUp(err)
		}
	}
	r.waiting.sweep()
}

func (r *requests) findDeadline() {
	r.deadline = time.Time{}
	for _, each := range r.all() {
		if !each.settled {
			r.deadline = earliest(r.deadline, each.deadline)
		}
	}
}

// inOrder gives what is sent, in the order of sending.
func (r *requests) inOrder() []*request {
	all := make([]*request, 0, len(r.sent))
	for _, id := range slices.Sorted(maps.Keys(r.sent)) {
		all = append(all, r.sent[id])
	}
	return all
}

func (r *requests) all() []*request {
	return slices.Concat(r.waiting.requests, r.urgent, r.inOrder())
}
