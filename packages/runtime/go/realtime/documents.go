package realtime

import "encoding/json"

// DiffStep is one difference between two revisions, as in a JSON Patch (RFC 6902), whose other operations are not used.
type DiffStep struct {
	// add, replace or remove.
	Op string `json:"op"`
	// The place in the data, a JSON pointer (RFC 6901).
	Path  string          `json:"path"`
	Value json.RawMessage `json:"value,omitempty"`
}

// DocumentChange is one change of a document, as its events carry it.
type DocumentChange struct {
	Revision int64 `json:"revision"`
	// 0 for the creation.
	PreviousRevision int64 `json:"previousRevision"`
	// How it came about: created, replaced, merged, mutated, deleted, restored, expired; more may come.
	Kind string     `json:"kind"`
	Diff []DiffStep `json:"diff,omitempty"`
	// The whole data, if it was asked for.
	Data json.RawMessage `json:"data,omitempty"`
}

// Document is a document at one revision.
type Document struct {
	// 0 if there is none.
	Revision int64 `json:"revision"`
	// Nil if there is none, or if it was deleted.
	Data json.RawMessage `json:"data,omitempty"`
}

// DocumentAddress says which document.
type DocumentAddress struct {
	Collection string `json:"collection"`
	Document   string `json:"document"`
}
