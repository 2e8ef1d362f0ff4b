package realtime

import "github.com/parlance-dev/parlance/packages/runtime/go/protocol"

// Codec turns frames into messages of a transport and back. JSON is the default; package cbor has another.
type Codec interface {
	// Protocol is the WebSocket sub-protocol that names it.
	Protocol() string
	// Binary tells whether its messages are binary, or text.
	Binary() bool
	// Encode writes frames into as few messages as keep within so many bytes; a larger frame goes alone.
	Encode(frames []protocol.ClientFrame, frameBytes int) ([][]byte, error)
	// Decode reads one or several frames, and keeps nothing of the message. With an error the frames are those before the first
	// that is none.
	Decode(message []byte) ([]protocol.ServerFrame, error)
}

// JSON is frames as JSON text, the default.
var JSON Codec = jsonCodec{}

type jsonCodec struct{}

func (jsonCodec) Protocol() string { return "parlance.v1.json" }

func (jsonCodec) Binary() bool { return false }

func (jsonCodec) Encode(frames []protocol.ClientFrame, frameBytes int) ([][]byte, error) {
	return protocol.EncodeBatches(frames, frameBytes)
}

func (jsonCodec) Decode(message []byte) ([]protocol.ServerFrame, error) {
	return protocol.DecodeFrames(message)
}
