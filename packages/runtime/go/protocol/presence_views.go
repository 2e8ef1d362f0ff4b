package protocol

// Changes that are kept while pages come. A channel with more has changed so much that it is asked for again.
const mostKept = 1_000

// view is who is in a channel, as far as it has come.
type view struct {
	// Whether the pages are complete, and the version told last.
	complete bool
	version  int64
	// The version that the pages show; nil before the first.
	pageVersion *int64
	members     []PresenceMember
	// Changes that came before the last page.
	kept []*PresenceFrame
}

// presenceViews is the presence of channels: pages put together, then changes, each once and in the order of their versions.
type presenceViews struct {
	context *sessionContext
	// A change is missing: the channel has to be asked for again.
	lost  func(channel string)
	views map[string]*view
}

func newPresenceViews(context *sessionContext, lost func(channel string)) *presenceViews {
	return &presenceViews{context: context, lost: lost, views: map[string]*view{}}
}

// restart: what comes next of this channel begins with a first page.
func (p *presenceViews) restart(channel string) { delete(p.views, channel) }

// clear: what comes next of every channel begins with a first page.
func (p *presenceViews) clear() { clear(p.views) }

func (p *presenceViews) sync(frame *PresenceSyncFrame) {
	shown := p.view(frame.Channel)
	if shown.complete {
		*shown = view{}
	}
	// Pages may be of different moments. What changed after the first is told again, which changes nothing.
	if shown.pageVersion == nil {
		shown.pageVersion = &frame.Version
	}
	shown.members = append(shown.members, frame.Members...)
	if frame.Cursor != "" {
		return
	}
	members, kept := shown.members, shown.kept
	*shown = view{complete: true, version: *shown.pageVersion}
	p.context.emit(PresenceSyncEvent{Channel: frame.Channel, Members: members, Version: shown.version})
	for _, change := range kept {
		p.change(change)
	}
}

func (p *presenceViews) change(frame *PresenceFrame) {
	shown := p.view(frame.Channel)
	switch {
	case !shown.complete:
		shown.kept = append(shown.kept, frame)
		if len(shown.kept) > mostKept {
			p.again(frame.Channel)
		}
	case frame.Version == shown.version+1:
		shown.version = frame.Version
		p.context.emit(PresenceEvent{Frame: frame})
	case frame.Version > shown.version:
		p.again(frame.Channel)
	}
}

func (p *presenceViews) again(channel string) {
	p.restart(channel)
	p.lost(channel)
}

func (p *presenceViews) view(channel string) *view {
	found := p.views[channel]
	if found == nil {
		found = &view{}
		p.views[channel] = found
	}
	return found
}
