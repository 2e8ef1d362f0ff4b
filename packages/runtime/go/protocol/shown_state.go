package protocol

import "time"

// shownState is what the application is shown of the connection.
type shownState struct {
	context *sessionContext
	current ConnectionState
}

func (s *shownState) become(state ConnectionState) {
	previous := s.current
	s.current = state
	s.context.emit(StateEvent{State: state, Previous: previous})
}

// lost: a connection or an attempt is over. The time of the first loss stays; hasSession: there is one to resume.
func (s *shownState) lost(err *Error, retryAt time.Time, hasSession bool) {
	now := s.context.now
	since, attempt := now, 0
	if before, ok := s.current.(Reconnecting); ok {
		since, attempt = before.Since, before.Attempt
	}
	resumable := hasSession && now.Before(since.Add(s.context.window))
	s.become(Reconnecting{Attempt: attempt + 1, RetryAt: retryAt, Since: since, Err: err, Resumable: resumable})
}

// retry: the next attempt begins then; zero: it is under way, or nobody knows. Not told, for the attempt is the same.
func (s *shownState) retry(retryAt time.Time) {
	if state, ok := s.current.(Reconnecting); ok {
		state.RetryAt = retryAt
		s.current = state
	}
}
