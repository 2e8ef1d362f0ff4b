package protocol

// inbox is the user's own channel, which holds without being asked for: welcome says from where, hello says how far we are.
type inbox struct {
	track
	context *sessionContext
	// Only a new hello can ask for what is missing here.
	onHole func()
}

func newInbox(context *sessionContext, channel string, onHole func()) *inbox {
	inbox := &inbox{context: context, onHole: onHole}
	inbox.track = track{channel: channel, owner: inbox}
	return inbox
}

// tellMessage: whoever is told knows no subscription, whose epoch a frame may leave out.
func (i *inbox) tellMessage(frame *MessageFrame) {
	if frame.Epoch == "" {
		whole := *frame
		whole.Epoch = i.epoch
		frame = &whole
	}
	i.context.emit(DirectEvent{Frame: frame})
}

func (i *inbox) tellGap(frame *GapFrame) { i.context.emit(DirectGapEvent{Frame: frame}) }

func (i *inbox) hole(int) { i.onHole() }
