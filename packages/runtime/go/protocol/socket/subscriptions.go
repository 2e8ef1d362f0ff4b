package socket

import "slices"

type subscribed struct {
	subscription int
	key          string
	message      Message
	// That of the last message that came for it; nil: none did.
	position any
}

// subscriptions is what the application subscribed to by key, and how far each was heard.
type subscriptions struct {
	context *socketContext
	all     []*subscribed
}

// add subscribes. Several of one key are one for the server.
func (s *subscriptions) add(subscription int, payload []byte) {
	rule := s.context.descriptor.Subscription
	if rule == nil {
		return
	}
	message := Message{Name: rule.Subscribe, Payload: payload}
	key, _ := message.at(rule.Key)
	made := &subscribed{subscription: subscription, key: keyOf(key), message: message}
	first := len(s.of(made.key)) == 0
	s.all = append(s.all, made)
	if first {
		s.ask(made)
	}
}

func (s *subscriptions) remove(subscription int) {
	index := slices.IndexFunc(s.all, func(each *subscribed) bool { return each.subscription == subscription })
	if index < 0 {
		return
	}
	removed := s.all[index]
	s.all = slices.Delete(s.all, index, index+1)
	rule := s.context.descriptor.Subscription
	if rule.Unsubscribe == nil || len(s.of(removed.key)) > 0 {
		return
	}
	key, _ := removed.message.at(rule.Key)
	s.context.send(rule.Unsubscribe.with(rule.Key, key))
}

// restore asks again for all of them, on a new connection.
func (s *subscriptions) restore() {
	asked := map[string]bool{}
	for _, each := range s.all {
		if !asked[each.key] {
			s.ask(each)
		}
		asked[each.key] = true
	}
}

// received gives the subscriptions that a message is for; its position is theirs from now on.
func (s *subscriptions) received(message *Message, position any) []int {
	found := []int{}
	rule := s.context.descriptor.Subscription
	if rule == nil {
		return found
	}
	value, ok := message.at(rule.Of)
	if !ok {
		return found
	}
	for _, each := range s.of(keyOf(value)) {
		if position != nil {
			each.position = position
		}
		found = append(found, each.subscription)
	}
	return found
}

func (s *subscriptions) of(key string) []*subscribed {
	var found []*subscribed
	for _, each := range s.all {
		if each.key == key {
			found = append(found, each)
		}
	}
	return found
}

func (s *subscriptions) ask(subscribed *subscribed) {
	resume := s.context.descriptor.Resume
	message := subscribed.message
	if subscribed.position != nil && resume != nil && resume.Message != nil && resume.Message.Name == message.Name {
		message = message.with(resume.Pointer, subscribed.position)
	}
	s.context.send(message)
}
