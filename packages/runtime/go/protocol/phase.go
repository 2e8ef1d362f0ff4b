package protocol

import "time"

// phase is what the session does at the moment to have a connection. One of the types of this file.
type phase interface{ isPhase() }

type (
	idlePhase  struct{}
	endedPhase struct{}
	// waitingPhase lasts until the next attempt, which does not come before the floor.
	waitingPhase struct{ until, floor time.Time }
	// tokenPhase, openingPhase and greetingPhase are an attempt, which has until then as a whole.
	tokenPhase     struct{ until time.Time }
	openingPhase   struct{ until time.Time }
	greetingPhase  struct{ until time.Time }
	connectedPhase struct{ since time.Time }
)

func (idlePhase) isPhase()      {}
func (endedPhase) isPhase()     {}
func (waitingPhase) isPhase()   {}
func (tokenPhase) isPhase()     {}
func (openingPhase) isPhase()   {}
func (greetingPhase) isPhase()  {}
func (connectedPhase) isPhase() {}

// isUnderWay tells whether there is an attempt or a connection, that is something to lose.
func isUnderWay(phase phase) bool {
	switch phase.(type) {
	case tokenPhase, openingPhase, greetingPhase, connectedPhase:
		return true
	}
	return false
}

// isOpen tells whether frames go to and fro.
func isOpen(phase phase) bool {
	switch phase.(type) {
	case greetingPhase, connectedPhase:
		return true
	}
	return false
}
