package protocol

import "strconv"

// obey does what the application wants, or puts it where it waits.
func (m *machine) obey(command Command) {
	switch command := command.(type) {
	case ConnectCommand:
		m.connecting.connect()
	case DisconnectCommand:
		m.connecting.disconnect()
	case CloseCommand:
		m.connecting.close()
	case SubscribeCommand:
		m.subscriptions.subscribe(command)
	case UnsubscribeCommand:
		m.subscriptions.unsubscribe(command.Subscription)
	case HoldCommand:
		m.requests.hold(command.Channel, 1)
	case LetGoCommand:
		m.requests.hold(command.Channel, -1)
	case AskCommand:
		m.ask(command)
	case CastCommand:
		if m.connecting.connected() {
			m.context.send(&CastFrame{Method: command.Method, Params: command.Params})
		}
	case CancelCommand:
		m.requests.cancel(command.Request)
	}
}

// refuseAfterEnd: the session is over. Says so to whoever still asks.
func (m *machine) refuseAfterEnd(command Command) {
	err := ErrClosed
	if failed, ok := m.connecting.shown.current.(Failed); ok {
		err = failed.Err
	}
	switch command := command.(type) {
	case SubscribeCommand:
		m.context.emit(SubscriptionEvent{Subscription: command.Subscription, State: Unsubscribed{Err: err}})
	case AskCommand:
		m.context.emit(SettledEvent{Request: command.Request, Outcome: Refused{Err: err}})
	}
}

// ask: a publish has a name by which the server knows it again when it comes twice.
func (m *machine) ask(command AskCommand) {
	body := command.Body
	if publish, ok := body.(*PublishFrame); ok {
		m.publishes++
		if publish.PublishID == "" {
			named := *publish
			named.PublishID = m.context.options.Instance + ":" + strconv.Itoa(m.publishes)
			body = &named
		}
	}
	change, _ := body.(*PresenceRequest)
	if change != nil {
		m.presence.memberships.asked(change)
	}
	m.requests.add(requestSpec{
		body:    body,
		number:  command.Request,
		bytes:   command.Bytes,
		timeout: command.Timeout,
		settle: func(outcome Outcome) {
			if change != nil {
				m.presence.memberships.settled(change, outcome)
			}
			m.context.emit(SettledEvent{Request: command.Request, Outcome: outcome})
		},
	})
}
