package realtime

import (
	"encoding/json"
	"errors"
)

// Changes that are kept until the document is read; with more it is read again.
const mostKept = 1_000

type applied int

const (
	changeApplied applied = iota
	// It was contained already.
	changeKnown
	// One before it was missed, so the document has to be read.
	changeMissing
)

// documentCopy is a copy of a document that follows its changes, each once and in order.
type documentCopy struct {
	// Whether the document was read.
	loaded   bool
	revision int64
	data     any
	exists   bool
	kept     []DocumentChange
}

// load takes over what was read, unless it is older than what is known.
func (c *documentCopy) load(read Document) error {
	if c.loaded && read.Revision <= c.revision {
		return nil
	}
	var data any
	if read.Data != nil {
		decoded, err := decodeValue(read.Data)
		if err != nil {
			return err
		}
		data = decoded
	}
	c.loaded, c.revision, c.data, c.exists = true, read.Revision, data, read.Data != nil
	return nil
}

// document gives what is known; ok is false until the document was read.
func (c *documentCopy) document() (document Document, ok bool) {
	if !c.loaded {
		return Document{}, false
	}
	document.Revision = c.revision
	if c.exists {
		// What was decoded is encoded without failing.
		document.Data, _ = json.Marshal(c.data)
	}
	return document, true
}

// takeKept gives the changes that came meanwhile.
func (c *documentCopy) takeKept() []DocumentChange {
	kept := c.kept
	c.kept = nil
	return kept
}

// keep keeps a change until the document is read.
func (c *documentCopy) keep(change DocumentChange) {
	c.kept = append(c.kept, change)
	if len(c.kept) > mostKept {
		c.kept = c.kept[1:]
	}
}

func (c *documentCopy) apply(change DocumentChange) applied {
	switch {
	case !c.loaded || change.PreviousRevision > c.revision:
		return changeMissing
	case change.Revision <= c.revision:
		return changeKnown
	}
	data, exists, err := c.after(change)
	if err != nil {
		return changeMissing
	}
	c.revision, c.data, c.exists = change.Revision, data, exists
	return changeApplied
}

// after gives the data after a change. Fails if that does not fit.
func (c *documentCopy) after(change DocumentChange) (data any, exists bool, err error) {
	switch {
	case change.Kind == "deleted" || change.Kind == "expired":
		return nil, false, nil
	case change.Data != nil:
		data, err = decodeValue(change.Data)
	case change.Diff == nil:
		err = errors.New("the change says nothing of the data")
	case change.Kind == "created":
		data, err = applyDiff(map[string]any{}, change.Diff)
	case !c.exists:
		// What was deleted is not kept, so what restores it has nothing to change.
		err = errors.New("the change is to data that are not here")
	default:
		data, err = applyDiff(c.data, change.Diff)
	}
	return data, true, err
}
