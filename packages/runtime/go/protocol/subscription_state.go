package protocol

// SubscriptionState says where a subscription stands. It survives reconnects: from Subscribed it goes to Resubscribing and
// back. One of Subscribing, Subscribed, Resubscribing, Unsubscribed.
type SubscriptionState interface {
	// Status is the state in one word: subscribing, subscribed, resubscribing or unsubscribed.
	Status() string
	isSubscriptionState()
}

// Recovery says whether what was missed comes wholly.
type Recovery string

// What an answer says of what was missed.
const (
	// RecoveryYes: everything after the position asked for is replayed.
	RecoveryYes Recovery = "yes"
	// RecoveryNo: something is lost, and a gap is told.
	RecoveryNo Recovery = "no"
	// RecoveryNone: nothing was asked for.
	RecoveryNone Recovery = "none"
)

// Subscribing is the state until the first answer.
type Subscribing struct{}

// Subscribed is the state while the server holds the subscription.
type Subscribed struct {
	Position  Position
	Recovered Recovery
}

// Resubscribing is the state after a loss, until the server holds it again.
type Resubscribing struct {
	// Nil if it never was subscribed.
	Position *Position
	// Nil unless it was refused.
	Err *Error
}

// Unsubscribed: it has ended, by the application without an error, refused or withdrawn with one. Final.
type Unsubscribed struct{ Err *Error }

// Status implements SubscriptionState.
func (Subscribing) Status() string { return "subscribing" }

// Status implements SubscriptionState.
func (Subscribed) Status() string { return "subscribed" }

// Status implements SubscriptionState.
func (Resubscribing) Status() string { return "resubscribing" }

// Status implements SubscriptionState.
func (Unsubscribed) Status() string { return "unsubscribed" }

func (Subscribing) isSubscriptionState()   {}
func (Subscribed) isSubscriptionState()    {}
func (Resubscribing) isSubscriptionState() {}
func (Unsubscribed) isSubscriptionState()  {}
