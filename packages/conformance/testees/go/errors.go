package main

import (
	"errors"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
	"github.com/parlance-dev/parlance/packages/runtime/go/realtime"
)

// refusal is the answer of a backend that gives no token.
type refusal struct{ final bool }

func (refusal) Error() string { return "The backend gives no token." }

func (r refusal) Retryable() bool { return !r.final }

func errorMembers(err error) members {
	told := members{"code": "failed", "message": err.Error()}
	var failure *realtime.Error
	var session *protocol.Error
	switch {
	case errors.As(err, &failure):
		told = members{"code": failure.Code(), "message": failure.Message(), "retryable": failure.Retryable()}
		if after := failure.RetryAfter(); after > 0 {
			told["afterMs"] = after.Milliseconds()
		}
		if code := failure.CloseCode(); code > 0 {
			told["closeCode"] = code
		}
	case errors.As(err, &session):
		told = members{"code": session.Code, "message": session.Message, "retryable": session.Retryable}
		if session.After > 0 {
			told["afterMs"] = session.After.Milliseconds()
		}
		if session.CloseCode > 0 {
			told["closeCode"] = session.CloseCode
		}
	}
	if cause := errors.Unwrap(err); cause != nil {
		told["cause"] = cause.Error()
	}
	return told
}
