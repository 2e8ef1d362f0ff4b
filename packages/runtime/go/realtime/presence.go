package realtime

import (
	"context"
	"slices"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
)

// Presence is the members of one channel, made by Channel.Presence.
type Presence struct {
	hub      *hub
	channel  string
	feed     *feed
	members  []protocol.PresenceMember
	isSynced bool
	enters   list[protocol.PresenceMember]
	updates  list[protocol.PresenceMember]
	leaves   list[protocol.PresenceMember]
	syncs    list[[]protocol.PresenceMember]
}

// PresenceOption says how presence is watched.
type PresenceOption func(*Presence)

// OnEnter calls handler when somebody comes.
func OnEnter(handler func(protocol.PresenceMember)) PresenceOption {
	return func(p *Presence) { p.enters.add(handler) }
}

// OnUpdate calls handler when somebody changes what it says of itself.
func OnUpdate(handler func(protocol.PresenceMember)) PresenceOption {
	return func(p *Presence) { p.updates.add(handler) }
}

// OnLeave calls handler when somebody leaves.
func OnLeave(handler func(protocol.PresenceMember)) PresenceOption {
	return func(p *Presence) { p.leaves.add(handler) }
}

// OnSync calls handler when the whole list is known, at the beginning and after each loss; between two of them the other handlers
// tell all changes.
func OnSync(handler func([]protocol.PresenceMember)) PresenceOption {
	return func(p *Presence) { p.syncs.add(handler) }
}

// Presence watches who is on the channel. It subscribes to the presence at once (messages need a Subscribe of their own); entering is a
// step of its own, and is repeated with the newest data when the connection had to begin anew. Fails with what ended the client.
func (c *ReadOnlyChannel[E]) Presence(options ...PresenceOption) (*Presence, error) {
	hub := c.context.hub
	made := &Presence{hub: hub, channel: c.context.name}
	for _, option := range options {
		option(made)
	}
	hub.mu.Lock()
	defer hub.mu.Unlock()
	wire := subscribeOptions{wire: protocol.SubscribeOptions{Mode: modePresence}}
	hub.presences[made] = struct{}{}
	_, err := hub.openFeed(c.context, wire, presenceReader{made}, func(feed *feed) { made.feed = feed })
	if err != nil {
		delete(hub.presences, made)
		return nil, err
	}
	return made, nil
}

// Members gives the members as far as they are known, in the order of their coming.
func (p *Presence) Members() []protocol.PresenceMember {
	p.hub.mu.Lock()
	defer p.hub.mu.Unlock()
	return slices.Clone(p.members)
}

// Synced tells whether Members is the whole list: not until the first OnSync, nor while the connection is lost.
func (p *Presence) Synced() bool {
	p.hub.mu.Lock()
	defer p.hub.mu.Unlock()
	return p.isSynced
}

// Subscription is the one beneath: its state, and Ready.
func (p *Presence) Subscription() *Subscription { return &Subscription{p.feed} }

// Enter becomes a member. The data are what it says of itself: anything that marshals to JSON of 2 KiB at most; nil: nothing. Fails
// like Channel.Publish.
func (p *Presence) Enter(ctx context.Context, data any, options ...RequestOption) error {
	return p.request(ctx, "enter", data, options)
}

// Update changes what this member says of itself.
func (p *Presence) Update(ctx context.Context, data any, options ...RequestOption) error {
	return p.request(ctx, "update", data, options)
}

// Leave is a member no more.
func (p *Presence) Leave(ctx context.Context, options ...RequestOption) error {
	return p.request(ctx, "leave", nil, options)
}

// Close stops watching. It does not leave.
func (p *Presence) Close() { p.feed.lockAndEnd() }

func (p *Presence) request(ctx context.Context, action string, data any, options []RequestOption) error {
	encoded, err := marshal(data)
	if err != nil {
		return err
	}
	// Who may enter a private or presence channel is in the token of the subscription.
	if _, err := p.feed.ready(ctx); err != nil {
		return err
	}
	body := &protocol.PresenceRequest{Channel: p.channel, Action: action, Data: encoded}
	_, err = p.hub.request(ctx, body, resolveRequest(options).timeout)
	return err
}

// changed: a member entered, changed or left. Under the lock of the hub.
func (p *Presence) changed(frame *protocol.PresenceFrame) {
	if frame.Channel != p.channel {
		return
	}
	member := frame.Member
	index := slices.IndexFunc(p.members, func(each protocol.PresenceMember) bool { return each.ID == member.ID })
	switch {
	case frame.Event == "leave" && index >= 0:
		p.members = slices.Delete(p.members, index, index+1)
	case frame.Event == "leave":
	case index >= 0:
		p.members[index] = member
	default:
		p.members = append(p.members, member)
	}
	switch frame.Event {
	case "enter":
		p.enters.tell(p.hub.dispatcher, member)
	case "update":
		p.updates.tell(p.hub.dispatcher, member)
	case "leave":
		p.leaves.tell(p.hub.dispatcher, member)
	}
}

// synced: the whole list is known.
func (p *Presence) synced(event protocol.PresenceSyncEvent) {
	if event.Channel != p.channel {
		return
	}
	p.members = slices.Clone(event.Members)
	p.isSynced = true
	p.syncs.tell(p.hub.dispatcher, event.Members)
}

// presenceReader follows the subscription beneath.
type presenceReader struct{ presence *Presence }

func (presenceReader) message(*protocol.MessageFrame, string) {}
func (presenceReader) gap(*protocol.GapFrame)                 {}
func (presenceReader) live()                                  {}

func (r presenceReader) state(state protocol.SubscriptionState) bool {
	switch state.(type) {
	case protocol.Resubscribing:
		r.presence.isSynced = false
	case protocol.Unsubscribed:
		delete(r.presence.hub.presences, r.presence)
	}
	return false
}
