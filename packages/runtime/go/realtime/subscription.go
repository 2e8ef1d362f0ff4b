package realtime

import (
	"context"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
)

// Subscription is a channel that is being listened to. It survives reconnects; it ends by Unsubscribe, by a refusal, or with its
// client.
type Subscription struct{ feed *feed }

// Channel is the name of the channel.
func (s *Subscription) Channel() string { return s.feed.channel }

// State says where it stands.
func (s *Subscription) State() protocol.SubscriptionState {
	s.feed.hub.mu.Lock()
	defer s.feed.hub.mu.Unlock()
	return s.feed.state
}

// Position is that of the last message that came; ok is false until it is subscribed.
func (s *Subscription) Position() (position protocol.Position, ok bool) {
	s.feed.hub.mu.Lock()
	defer s.feed.hub.mu.Unlock()
	if at := s.feed.position(); at != nil {
		return *at, true
	}
	return protocol.Position{}, false
}

// Ready waits until the server has accepted it for the first time, and says where it begins and whether what was missed comes
// wholly (WithSince). Fails with an Error if it is refused or ended before, or with the context's cause. Nobody has to wait for it.
func (s *Subscription) Ready(ctx context.Context) (protocol.Subscribed, error) {
	return s.feed.ready(ctx)
}

// Unsubscribe ends it: no message is handed over any more, but for one that a handler has already. Does nothing the second time.
func (s *Subscription) Unsubscribe() { s.feed.lockAndEnd() }
