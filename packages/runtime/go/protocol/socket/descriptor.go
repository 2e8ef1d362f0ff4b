package socket

import "encoding/json"

// Descriptor is what a document says of a socket; generated code holds it as JSON.
type Descriptor struct {
	// ID is the name of the channel, or of the address that several share.
	ID string `json:"id"`
	// Server is nil if the application has to say it.
	Server *Server `json:"server"`
	// Address is a template, with the keys of parameters in braces.
	Address    string      `json:"address"`
	Parameters []Parameter `json:"parameters"`
	// Receives is how messages that come are told: the first rule that holds.
	Receives []Rule `json:"receives"`
	// Sends is what may be sent, by name.
	Sends           map[string]Sent      `json:"sends"`
	Heartbeat       *Heartbeat           `json:"heartbeat"`
	Token           *TokenRule           `json:"token"`
	Subscription    *SubscriptionRule    `json:"subscription"`
	Resume          *ResumeRule          `json:"resume"`
	Acknowledgement *AcknowledgementRule `json:"acknowledgement"`
	Close           struct {
		// Final is the close codes after which nobody tries again.
		Final []int `json:"final"`
	} `json:"close"`
}

// Server is a URL template and the defaults of its variables.
type Server struct {
	URL       string            `json:"url"`
	Variables map[string]string `json:"variables"`
}

// Parameter fills the address, its query or a header.
type Parameter struct {
	Key string `json:"key"`
	// Name on the wire; empty: the key.
	Name string `json:"name"`
	// In is path, query or header.
	In       string  `json:"in"`
	Required bool    `json:"required"`
	Default  *string `json:"default"`
}

// Codec is how a payload travels; empty: as JSON.
type Codec string

// The codecs that are not JSON.
const (
	Text  Codec = "text"
	Bytes Codec = "bytes"
)

// Rule is a message and what a payload must be to be told as it. Pointers are JSON pointers (RFC 6901).
type Rule struct {
	Name  string `json:"name"`
	Codec Codec  `json:"codec"`
	// Type is the JSON type: object, array, string, number, boolean or null; empty: any.
	Type string `json:"type"`
	// Is has, by pointer, the value that stands there.
	Is map[string]json.RawMessage `json:"is"`
	// Has is the pointers of what must be there.
	Has []string `json:"has"`
}

// Sent is a message that may be sent.
type Sent struct {
	Codec Codec `json:"codec"`
	// Replies is the names of the messages that answer it.
	Replies []string `json:"replies"`
	// Correlation is where the id stands by which an answer is told; nil: there is none.
	Correlation *Correlation `json:"correlation"`
}

// Correlation is where an id stands in a message and, by name, in each answer.
type Correlation struct {
	Pointer string            `json:"pointer"`
	Type    IDType            `json:"type"`
	Answers map[string]string `json:"answers"`
}

// IDType is what the machine counts up where the application leaves an id out: integer or string.
type IDType string

// Heartbeat is how the connection is seen to be alive.
type Heartbeat struct {
	// IntervalMs is between two signs of life of ours.
	IntervalMs int64 `json:"intervalMs"`
	// TimeoutMs without anything of the server's, after one of ours, means that the connection is dead.
	TimeoutMs int64 `json:"timeoutMs"`
	// Message is what is sent; nil: pings of the WebSocket protocol.
	Message *Message `json:"message"`
}

// TokenRule is where the token goes.
type TokenRule struct {
	// In is query, header or message.
	In string `json:"in"`
	// Name of the query parameter or header.
	Name string `json:"name"`
	// Plain is whether it stands in the header without Bearer before it.
	Plain bool `json:"plain"`
	// Message is sent first, with the token at the pointer.
	Message Message `json:"message"`
	Pointer string  `json:"pointer"`
	// Refresh is nil if a new token comes with the next connection only.
	Refresh *RefreshRule `json:"refresh"`
}

// RefreshRule is how a new token is sent before the old one ends.
type RefreshRule struct {
	Message  Message `json:"message"`
	Pointer  string  `json:"pointer"`
	BeforeMs int64   `json:"beforeMs"`
}

// SubscriptionRule is how subscriptions are asked for and told apart.
type SubscriptionRule struct {
	// Subscribe is the name of the message that subscribes.
	Subscribe string `json:"subscribe"`
	// Unsubscribe is nil if nothing is sent.
	Unsubscribe *Message `json:"unsubscribe"`
	// Key is the pointer of the key in both.
	Key string `json:"key"`
	// Of is the pointer of the key in messages that come.
	Of string `json:"of"`
}

// ResumeRule is how a connection goes on where the last one was: by a query parameter, or by a message.
type ResumeRule struct {
	// Position is its pointer in messages that come.
	Position string   `json:"position"`
	Query    string   `json:"query"`
	Message  *Message `json:"message"`
	Pointer  string   `json:"pointer"`
}

// AcknowledgementRule is who acknowledges what.
type AcknowledgementRule struct {
	// Send is about messages of ours, by the server's answer; nil: none.
	Send *struct {
		Messages []string `json:"messages"`
		// ID points into ours, Of into the answer.
		ID     string `json:"id"`
		Type   IDType `json:"type"`
		Answer string `json:"answer"`
		Of     string `json:"of"`
	} `json:"send"`
	// Receive is about messages of the server's, by our answer; nil: none.
	Receive *struct {
		Messages []string `json:"messages"`
		// ID points into the server's, Of into the answer.
		ID     string  `json:"id"`
		Answer Message `json:"answer"`
		Of     string  `json:"of"`
	} `json:"receive"`
}
