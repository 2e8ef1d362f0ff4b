package protocol

import (
	"encoding/json"
	"slices"
)

// membership is where the application is present, and what it last said of itself there.
type membership struct {
	channel string
	data    json.RawMessage
	// Whether the server knows it; until then the request itself is sent again.
	entered bool
	// Whether it is to be entered again once its subscription holds, which may carry the authorisation that entering needs.
	owed bool
}

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
		found.entered = true
	} else if !found.entered {
		m.forget(frame.Channel)
	}
}

// welcomed: a connection holds. Without the session from before nobody there knows us.
func (m *memberships) welcomed(resumed bool, subscribesTo func(channel string) bool) {
	for _, each := range slices.Clone(m.all) {
		each.owed = false
		if resumed || !each.entered {
			continue
		}
		if subscribesTo(each.channel) {
			each.owed = true
		} else {
			m.enterAgain(each)
		}
	}
}

// subscribed: a subscription of a channel holds.
func (m *memberships) subscribed(channel string) {
	if found := m.find(channel); found != nil && found.owed {
		found.owed = false
		m.enterAgain(found)
	}
}

func (m *memberships) enterAgain(membership *membership) {
	body := &PresenceRequest{Channel: membership.channel, Action: "enter", Data: membership.data}
	m.requests.urge(body, func(outcome Outcome) {
		if err := errorOfOutcome(outcome); err != nil {
			m.forget(body.Channel)
			m.context.emit(ErrorEvent{Err: err})
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
