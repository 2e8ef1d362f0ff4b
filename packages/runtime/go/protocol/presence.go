package protocol

// presence is who is on a channel, told as PresenceSyncEvent and PresenceEvent; and the application's own presence.
type presence struct {
	views         *presenceViews
	memberships   *memberships
	subscriptions *subscriptions
}

func newPresence(context *sessionContext, requests *requests, subscriptions *subscriptions) *presence {
	return &presence{
		views:         newPresenceViews(context, subscriptions.askForPresence),
		memberships:   newMemberships(context, requests),
		subscriptions: subscriptions,
	}
}

// subscribed: a subscription of a channel holds.
func (p *presence) subscribed(channel string, showsPresence bool) {
	if showsPresence {
		p.views.restart(channel)
	}
	p.memberships.subscribed(channel)
}

// welcomed: a connection holds.
func (p *presence) welcomed(resumed bool) {
	p.memberships.welcomed(resumed, func(channel string) bool { return p.subscriptions.byChannel[channel] != nil })
}

// broken: the connection, or the session, is gone.
func (p *presence) broken() { p.views.clear() }
