package protocol

// receive takes a frame of the server.
func (m *machine) receive(frame ServerFrame) {
	m.connecting.heartbeat.heard()
	switch frame := frame.(type) {
	case *MessageFrame:
		m.receiveMessage(frame)
	case *OkFrame:
		m.requests.answered(frame.ID, Succeeded{Frame: frame.Raw})
	case *PongFrame:
		m.requests.ponged(frame)
	case *ErrorFrame:
		m.refuse(frame)
	case *LiveFrame:
		if subscription := m.subscriptions.find(frame.Channel, frame.Subscription); subscription != nil {
			subscription.live()
		}
	case *GapFrame:
		if track := m.trackOf(frame.Channel, frame.Subscription); track != nil {
			track.gap(frame)
		}
	case *UnsubscribedFrame:
		m.subscriptions.withdrawn(frame)
	case *WelcomeFrame:
		m.connecting.welcomed(frame)
	case *PingFrame:
		m.context.send(&PongFrame{Echo: frame.Echo})
	case *CastFrame:
		m.context.emit(CastEvent{Frame: frame})
	case *ReauthFrame:
		m.token.refresh()
	case *ByeFrame:
		m.connecting.lose(lossByBye(frame), normalClosure)
	case *PresenceFrame:
		m.presence.views.change(frame)
	case *PresenceSyncFrame:
		m.presence.views.sync(frame)
	case *UnknownFrame:
		m.context.emit(UnknownEvent{Frame: frame})
	}
}

func (m *machine) receiveMessage(frame *MessageFrame) {
	if track := m.trackOf(frame.Channel, frame.Subscription); track != nil {
		track.message(frame)
	} else if frame.Offset == nil {
		m.context.emit(DirectEvent{Frame: frame})
	}
}

// trackOf gives where a message belongs: a subscription, or the user's own channel; nil if nowhere.
func (m *machine) trackOf(channel string, wire *int64) *track {
	if subscription := m.subscriptions.find(channel, wire); subscription != nil {
		return &subscription.track
	}
	if m.inbox != nil && m.inbox.channel == channel {
		return &m.inbox.track
	}
	return nil
}

// refuse: before welcome an error refuses hello; afterwards it answers a request, or nobody asked.
func (m *machine) refuse(frame *ErrorFrame) {
	if !m.connecting.connected() {
		m.connecting.lose(lossByError(frame), normalClosure)
		return
	}
	err := errorOfFrame(frame)
	if frame.ID == nil {
		m.context.emit(ErrorEvent{Err: err})
	} else {
		m.requests.answered(*frame.ID, Refused{Err: err})
	}
}
