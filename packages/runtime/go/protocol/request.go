package protocol

import "time"

// requestSpec says what to ask and whom to tell.
type requestSpec struct {
	// A frame that is answered, before it has its number on a connection.
	body ClientFrame
	// The driver's number; 0 for what the session asks for itself.
	number int
	// The size of the encoded frame.
	bytes int
	// 0: never.
	timeout time.Duration
	// Told once, unless the connection breaks under what the session asked for itself.
	settle func(Outcome)
}

// request is a request from the moment it is accepted.
type request struct {
	requestSpec
	deadline time.Time
	// When it was sent first; zero while it never was.
	sentAt  time.Time
	settled bool
}

func (r *request) isOfDriver() bool { return r.number != 0 }

// isResent tells whether it goes out again on the next connection, because it does no harm twice or the server knows it again.
// What the session asked for itself is asked anew by whoever needs it then.
func (r *request) isResent() bool {
	switch r.body.(type) {
	case *PublishFrame, *PresenceRequest, *HistoryFrame:
		return r.isOfDriver()
	}
	return false
}

// isForgotten: beyond its window the server no longer knows a publish again, and once more would be twice.
func (r *request) isForgotten(now time.Time, window time.Duration) bool {
	_, publish := r.body.(*PublishFrame)
	return publish && !r.sentAt.IsZero() && now.Sub(r.sentAt) > window
}

// giveUp ends a request that was not answered: Refused if it surely changed nothing, otherwise Unknown.
func (r *request) giveUp(err *Error) {
	switch r.body.(type) {
	case *PublishFrame, *PresenceRequest, *RequestFrame:
		if !r.sentAt.IsZero() {
			r.end(Unknown{Err: err})
			return
		}
	}
	r.end(Refused{Err: err})
}

// end tells what became of a request, the first time it is known.
func (r *request) end(outcome Outcome) {
	if r.settled {
		return
	}
	r.settled = true
	r.settle(outcome)
}

// errorOfOutcome gives why a request did not succeed; nil if it did.
func errorOfOutcome(outcome Outcome) *Error {
	switch outcome := outcome.(type) {
	case Refused:
		return outcome.Err
	case Unknown:
		return outcome.Err
	}
	return nil
}

// channelOf gives the channel that a request is about; empty if about none.
func channelOf(body ClientFrame) string {
	switch body := body.(type) {
	case *PublishFrame:
		return body.Channel
	case *PresenceRequest:
		return body.Channel
	case *HistoryFrame:
		return body.Channel
	}
	return ""
}

// withID gives the frame with its number on a connection. A copy, because one that was sent before may still be on its way.
func withID(body ClientFrame, id int64) ClientFrame {
	switch body := body.(type) {
	case *PublishFrame:
		frame := *body
		frame.ID = id
		return &frame
	case *PresenceRequest:
		frame := *body
		frame.ID = id
		return &frame
	case *HistoryFrame:
		frame := *body
		frame.ID = id
		return &frame
	case *RequestFrame:
		frame := *body
		frame.ID = id
		return &frame
	case *SubscribeFrame:
		frame := *body
		frame.ID = id
		return &frame
	case *UnsubscribeFrame:
		frame := *body
		frame.ID = id
		return &frame
	case *AuthFrame:
		frame := *body
		frame.ID = id
		return &frame
	}
	return body
}
