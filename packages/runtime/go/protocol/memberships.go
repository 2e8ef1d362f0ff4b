package protocol

import (
	"encoding/json"
	"slices"
)

// membership is where the application is present, and what it last said of itself there.
type membership struct {
	channel string
	data    json.RawMessage
	state   membershipState
}

// membershipState says whether the server knows a membership.
type membershipState int

const (
	// Until it is answered the request itself is sent again.
	membershipAsked membershipState = iota
	membershipEntered
	// A session was not resumed, and it is to be entered again.
	membershipOwed
	// That is under way.
	membershipEntering
)

// memberships is the application's own presence, entered again with its newest data wherever a session was not resumed.
type memberships struct {
	context  *sessionContext
	requests *requests
	// In the order of their coming.
	all []*membership
}

func newMemberships(context *sessionContext, requests *requests) *memberships {
	return &memberships{context: context, requests: requests}
}

// asked: the application enters, changes its data or leaves.
func (m *memberships) asked(frame *PresenceRequest) {
	if frame.Action == "leave" {
		m.forget(frame.Channel)
	} else if found := m.find(frame.Channel); found != nil {
		found.data = frame.Data
	} else {
		m.all = append(m.all, &membership{channel: frame.Channel, data: frame.Data})
	}
}

// settled: it is known what became of that.
func (m *memberships) settled(frame *PresenceRequest, outcome Outcome) {
	found := m.find(frame.Channel)
	if frame.Action != "enter" || found == nil {
		return
	}
	if _, ok := outcome.(Succeeded); ok {
		found.state = membershipEntered
	} else if found.state == membershipAsked {
		m.forget(frame.Channel)
	}
}

// welcomed: a connection holds. Without the session from before nobody there knows us; nor where entering again was not answered.
func (m *memberships) welcomed(resumed bool, subscribesTo func(channel string) bool) {
	for _, each := range slices.Clone(m.all) {
		if each.state == membershipEntering || (each.state == membershipEntered && !resumed) {
			each.state = membershipOwed
		}
		// The subscription may carry the authorisation that entering needs.
		if !subscribesTo(each.channel) {
			m.subscribed(each.channel)
		}
	}
}

// subscribed: a subscription of a channel holds, so what is owed there can be entered again.
func (m *memberships) subscribed(channel string) {
	found := m.find(channel)
	if found == nil || found.state != membershipOwed {
		return
	}
	found.state = membershipEntering
	body := &PresenceRequest{Channel: channel, Action: "enter", Data: found.data}
	m.requests.urge(body, func(outcome Outcome) {
		if err := errorOfOutcome(outcome); err != nil {
			m.forget(channel)
			m.context.emit(ErrorEvent{Err: err})
		} else if left := m.find(channel); left != nil {
			left.state = membershipEntered
		}
	})
}

func (m *memberships) find(channel string) *membership {
	for _, each := range m.all {
		if each.channel == channel {
			return each
		}
	}
	return nil
}

func (m *memberships) forget(channel string) {
	m.all = slices.DeleteFunc(m.all, func(each *membership) bool { return each.channel == channel })
}
