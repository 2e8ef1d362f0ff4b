package protocol

// errorOfFrame is the error that an error frame tells of.
func errorOfFrame(frame *ErrorFrame) *Error {
	return &Error{
		Code:      frame.Code,
		Message:   frame.Message,
		Retryable: frame.Retryable,
		After:     milliseconds(valueOf(frame.AfterMs)),
		Href:      frame.Href,
	}
}

// errorOfBye is the error that a bye frame tells of.
func errorOfBye(frame *ByeFrame) *Error {
	return &Error{
		Code:      frame.Code,
		Message:   frame.Message,
		Retryable: frame.Retryable,
		After:     milliseconds(valueOf(frame.AfterMs)),
	}
}

// errorOfUnsubscribed is the error that an unsubscribed frame tells of.
func errorOfUnsubscribed(frame *UnsubscribedFrame) *Error {
	return &Error{Code: frame.Code, Message: frame.Message, Retryable: frame.Retryable}
}

func valueOf(number *int64) int64 {
	if number == nil {
		return 0
	}
	return *number
}
