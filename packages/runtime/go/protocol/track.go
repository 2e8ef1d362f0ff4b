package protocol

// trackOwner is what tells the application of what a track lets through.
type trackOwner interface {
	tellMessage(frame *MessageFrame)
	tellGap(frame *GapFrame)
	// hole: something is missing between the position and what came, so many times in a row. Nothing more is told until begin.
	hole(inARow int)
}

// start is where a subscription begins, as ok and welcome say.
type start struct {
	position  Position
	recovered Recovery
}

// track is the position of one subscription or of the inbox, and what may be told from there: exactly what follows it. What is
// at or before it is a duplicate, anything further shows a hole.
type track struct {
	channel string
	owner   trackOwner
	// The epoch and the offset of the last message told; no epoch before the first answer.
	epoch  string
	offset int64
	// Whether frames count: from the answer on, until something is asked again or the connection is lost.
	listening bool
	// Holes since the last message: a server that does not fill them must not be asked in a circle.
	holes int
	// Where a loss begins that the server announced and has not told yet.
	owed *Position
}

// position is that of the last message or gap told; nil before the first answer. Where a loss begins, as long as that is not
// told.
func (t *track) position() *Position {
	if t.owed != nil {
		return t.owed
	}
	if t.epoch == "" {
		return nil
	}
	return &Position{Epoch: t.epoch, Offset: t.offset}
}

// begin: the server says where it begins.
func (t *track) begin(start start) {
	had := t.position()
	whole := had == nil || (start.recovered == RecoveryYes && start.position.Epoch == had.Epoch)
	t.listening = true
	t.owed = nil
	switch {
	case had == nil:
		t.moveTo(start.position)
	case whole:
		t.moveTo(*had)
	default:
		t.owed = had
		t.moveTo(start.position)
	}
}

func (t *track) message(frame *MessageFrame) {
	if !t.listening {
		return
	}
	t.tellOwed()
	if frame.Offset == nil || t.follow(frame) {
		t.owner.tellMessage(frame)
		return
	}
	if *frame.Offset <= t.offset && t.knows(frame.Epoch) {
		return
	}
	t.listening = false
	t.holes++
	t.owner.hole(t.holes)
}

// follow moves to a message that is exactly what follows, and returns true; else nothing is done.
func (t *track) follow(frame *MessageFrame) bool {
	if frame.Offset == nil || !t.listening || t.owed != nil || !t.knows(frame.Epoch) {
		return false
	}
	offset := *frame.Offset
	previous := offset - 1
	if frame.Previous != nil {
		previous = *frame.Previous
	}
	// What lies between `previous` and `offset` is not of this subscription, so a `previous` from before is no hole.
	if offset <= t.offset || previous > t.offset {
		return false
	}
	t.offset = offset
	t.holes = 0
	return true
}

func (t *track) gap(frame *GapFrame) {
	if !t.listening {
		return
	}
	t.owed = nil
	// A gap that was told before must not lead back to what was told since.
	if frame.To.Epoch != t.epoch || frame.To.Offset > t.offset {
		t.moveTo(frame.To)
	}
	t.owner.tellGap(frame)
}

// tellOwed tells a loss that the server announced, by `recovered: no` or a new epoch, and went on without its gap.
func (t *track) tellOwed() {
	if t.owed == nil {
		return
	}
	from := *t.owed
	t.owed = nil
	to := *t.position()
	reason := "epoch_changed"
	if from.Epoch == to.Epoch {
		reason = "history_exceeded"
	}
	t.owner.tellGap(&GapFrame{Channel: t.channel, From: from, To: to, Reason: reason})
}

func (t *track) knows(epoch string) bool { return epoch == "" || epoch == t.epoch }

func (t *track) moveTo(position Position) {
	t.epoch = position.Epoch
	t.offset = position.Offset
}
