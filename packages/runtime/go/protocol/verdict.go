package protocol

import "time"

// verdict is what follows a loss: the end of the session, or another attempt after a wait.
type verdict struct {
	// Nil: another attempt.
	end  *Error
	wait time.Duration
}

// judge judges a loss, and takes note of it. life is how long the connection held that was lost; held is false if the attempt
// got no welcome.
func judge(loss loss, token *token, backOff *backOff, life time.Duration, held bool) verdict {
	byToken := concernsToken(loss.err)
	if byToken && token.refused(loss.err, held) && !held {
		return verdict{}
	}
	if loss.comeBack == never || (byToken && !held) {
		return verdict{end: loss.err}
	}
	if held {
		backOff.Lived(life)
	} else if backOff.failed() {
		return verdict{end: ErrAttemptsExhausted.because(loss.err)}
	}
	return verdict{wait: backOff.Next(loss.comeBack == atOnce)}
}
