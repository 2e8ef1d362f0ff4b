package protocol

import (
	"encoding/json"
	"slices"
	"time"
)

const (
	// As many as hello takes.
	mostInHello = 200
	// Holes in a row that are asked for at once.
	mostHoles = 3
)

// subscriptions are all subscriptions: told apart, asked for, asked for again.
type subscriptions struct {
	context  *sessionContext
	requests *requests
	// Told of each that holds.
	presence *presence
	// In the order of their coming.
	all      []*subscription
	byNumber map[int]*subscription
	// The first of each channel has no number on the wire, the others have.
	byChannel map[string]*subscription
	byWire    map[int64]*subscription
	lastWire  int64
	connected bool
	// No retry is due before.
	deadline time.Time
}

func newSubscriptions(context *sessionContext, requests *requests) *subscriptions {
	return &subscriptions{
		context:   context,
		requests:  requests,
		byNumber:  map[int]*subscription{},
		byChannel: map[string]*subscription{},
		byWire:    map[int64]*subscription{},
	}
}

func (s *subscriptions) subscribe(command SubscribeCommand) {
	made := &subscription{context: s.context, number: command.Subscription, options: command.Options, onHole: s.onHole}
	made.track = track{channel: command.Channel, owner: made}
	if since := command.Options.Since; since != nil {
		made.moveTo(*since)
	}
	if s.byChannel[command.Channel] == nil {
		s.byChannel[command.Channel] = made
	} else {
		s.lastWire++
		made.wire = s.lastWire
		s.byWire[made.wire] = made
	}
	s.all = append(s.all, made)
	s.byNumber[made.number] = made
	if s.connected {
		s.ask(made)
	}
}

func (s *subscriptions) unsubscribe(number int) {
	subscription := s.byNumber[number]
	if subscription == nil {
		return
	}
	s.remove(subscription, nil)
	if s.connected {
		body := &UnsubscribeFrame{Channel: subscription.channel, Subscription: subscription.wireNumber()}
		s.requests.urge(body, func(Outcome) {})
	}
}

// embed gives as many as fit, to travel inside hello; the rest is asked for after welcome.
func (s *subscriptions) embed(room int) []Subscription {
	var bodies []Subscription
	for _, each := range s.all {
		body := Subscription(*each.body())
		encoded, _ := json.Marshal(body)
		room -= len(encoded) + len(",")
		if len(bodies) == mostInHello || room < 0 {
			break
		}
		frame := SubscribeFrame(body)
		body.ID = s.requests.embed(&frame, s.answerTo(each))
		bodies = append(bodies, body)
	}
	return bodies
}

func (s *subscriptions) welcomed() {
	s.connected = true
	for _, each := range s.all {
		if each.asked == 0 {
			s.ask(each)
		}
	}
}

func (s *subscriptions) broken() {
	s.connected = false
	s.deadline = time.Time{}
	for _, each := range s.all {
		each.pending(nil)
	}
}

func (s *subscriptions) end(err *Error) {
	s.connected = false
	for _, each := range s.all {
		each.ended(err)
	}
	s.all = nil
	clear(s.byNumber)
	clear(s.byChannel)
	clear(s.byWire)
}

// find gives the subscription that a frame is of; nil if there is none.
func (s *subscriptions) find(channel string, wire *int64) *subscription {
	if wire == nil {
		return s.byChannel[channel]
	}
	return s.byWire[*wire]
}

// withdrawn: the server ended one.
func (s *subscriptions) withdrawn(frame *UnsubscribedFrame) {
	if subscription := s.find(frame.Channel, frame.Subscription); subscription != nil {
		s.refused(subscription, errorOfUnsubscribed(frame))
	}
}

// tick asks again for those that were refused a while ago.
func (s *subscriptions) tick() {
	if !isDue(s.deadline, s.context.now) {
		return
	}
	s.deadline = time.Time{}
	for _, each := range s.all {
		if isDue(each.retryAt, s.context.now) {
			s.ask(each)
		} else {
			s.deadline = earliest(s.deadline, each.retryAt)
		}
	}
}

// askForPresence: a change of presence is missing; the snapshot comes with a new answer.
func (s *subscriptions) askForPresence(channel string) {
	for _, each := range s.all {
		if each.channel == channel && each.showsPresence() {
			s.ask(each)
		}
	}
}

// ask asks for what comes after its position.
func (s *subscriptions) ask(subscription *subscription) {
	subscription.pending(nil)
	s.requests.urge(subscription.body(), s.answerTo(subscription))
}

func (s *subscriptions) onHole(subscription *subscription, holes int) {
	if holes <= mostHoles {
		s.ask(subscription)
	} else {
		s.refused(subscription, ErrPositionLost)
	}
}

// answerTo takes the answer, unless it was asked again since.
func (s *subscriptions) answerTo(subscription *subscription) func(Outcome) {
	subscription.lastAsk++
	ask := subscription.lastAsk
	subscription.asked = ask
	return func(outcome Outcome) {
		if subscription.asked == ask {
			s.answered(subscription, outcome)
		}
	}
}

func (s *subscriptions) answered(subscription *subscription, outcome Outcome) {
	if err := errorOfOutcome(outcome); err != nil {
		s.refused(subscription, err)
		return
	}
	var answer SubscribeOk
	// A position that is none would poison all that follows.
	if json.Unmarshal(outcome.(Succeeded).Frame, &answer) != nil || answer.Epoch == "" {
		s.refused(subscription, ErrDecodeFailed)
		return
	}
	position := Position{Epoch: answer.Epoch, Offset: answer.Offset}
	subscription.subscribed(start{position: position, recovered: Recovery(answer.Recovered)})
	s.presence.subscribed(subscription.channel, subscription.showsPresence())
}

func (s *subscriptions) refused(subscription *subscription, err *Error) {
	if !err.Retryable {
		s.remove(subscription, err)
		return
	}
	subscription.refused(err)
	s.deadline = earliest(s.deadline, subscription.retryAt)
}

func (s *subscriptions) remove(subscription *subscription, err *Error) {
	if index := slices.Index(s.all, subscription); index >= 0 {
		s.all = slices.Delete(s.all, index, index+1)
	}
	delete(s.byNumber, subscription.number)
	if subscription.wire == 0 {
		delete(s.byChannel, subscription.channel)
	} else {
		delete(s.byWire, subscription.wire)
	}
	// An answer that is still to come says nothing any more.
	subscription.asked = 0
	subscription.ended(err)
}
