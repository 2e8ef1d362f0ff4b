package protocol

import "regexp"

type comeBack int

const (
	// The session has failed.
	never comeBack = iota
	// With back-off.
	later
	// At once, unless that was tried just before.
	atOnce
)

// loss says why a connection or an attempt ended, and how to come back.
type loss struct {
	err      *Error
	comeBack comeBack
	// Where to connect instead, once; empty: the usual address.
	to string
}

type namedCloseCode struct {
	code      string
	closeCode int
}

const (
	normalClosure = 1000
	// The close code of who goes away and may come back (RFC 6455 section 7.4.1); 1000 would be a goodbye and end the session.
	goingAway     = 1001
	protocolError = 1002
)

// concernsToken tells whether a fresh token may help.
func concernsToken(err *Error) bool {
	return err.Code == CodeInvalidToken || err.Code == CodeTokenExpired || err.Code == CodeMissingToken
}

// sessionIsGone tells whether the server has lost the session, or somebody else has it.
func sessionIsGone(err *Error) bool {
	return err.Code == CodeInsufficientState || err.Code == CodeSessionTakenOver
}

// lossByBye is what follows from a bye.
func lossByBye(frame *ByeFrame) loss {
	return loss{err: errorOfBye(frame), comeBack: comeBackAfterError(frame.Code, frame.Retryable), to: frame.To}
}

// lossByError is what follows from an error that answers hello.
func lossByError(frame *ErrorFrame) loss {
	return loss{err: errorOfFrame(frame), comeBack: comeBackAfterError(frame.Code, frame.Retryable)}
}

func comeBackAfterError(code string, retryable bool) comeBack {
	if !retryable {
		return never
	}
	for _, named := range namedCloseCodes {
		if named.code == code {
			return comeBackAfterClose(named.closeCode, later)
		}
	}
	return later
}

var codePattern = regexp.MustCompile(`^[a-z_]+$`)

// lossByClose is what follows from a close that no frame announced. Several errors share a close code, so the server may name
// its own in the reason. What the transport knows itself goes before both.
func lossByClose(input ClosedInput) loss {
	if input.Err != nil {
		if input.Err.Retryable {
			return loss{err: input.Err, comeBack: later}
		}
		return loss{err: input.Err, comeBack: never}
	}
	closeCode, reason := input.Code, input.Reason
	back := comeBackAfterClose(closeCode, never)
	own := *ErrConnectionLost
	if back == never {
		own = *ErrRefused
	}
	own.CloseCode = closeCode
	for _, named := range namedCloseCodes {
		if named.closeCode == closeCode {
			own.Code = named.code
			break
		}
	}
	if closeCode >= 4000 && codePattern.MatchString(reason) {
		own.Code = reason
	}
	return loss{err: &own, comeBack: back}
}

// comeBackAfterClose knows the ranges of specs/errors.yaml; 1000 by the server means that it is done with us.
func comeBackAfterClose(closeCode int, final comeBack) comeBack {
	switch {
	case closeCode == normalClosure, closeCode >= 4000 && closeCode < 4100:
		return final
	case closeCode >= 4200 && closeCode < 4300:
		return atOnce
	}
	return later
}
