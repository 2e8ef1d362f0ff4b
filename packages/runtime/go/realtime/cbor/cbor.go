// Package cbor is frames as CBOR (RFC 8949), for realtime.WithCodec: a fifth smaller than JSON. It is linked only where it is
// imported.
//
// Data stays what JSON can hold: it is JSON for the application here too, and turned into CBOR for the wire and back. Byte strings
// of others arrive as base64 text, and numbers that JSON has not as null.
package cbor

import (
	"bytes"
	"errors"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
	"github.com/parlance-dev/parlance/packages/runtime/go/realtime"
)

// Codec writes frames as CBOR. Several are simply one after the other (RFC 8742).
var Codec realtime.Codec = codec{}

var errMalformed = errors.New("the message is no CBOR of text keys, each once")

type codec struct{}

func (codec) Protocol() string { return "parlance.v1.cbor" }

func (codec) Binary() bool { return true }

func (codec) Encode(frames []protocol.ClientFrame, frameBytes int) ([][]byte, error) {
	var batches [][]byte
	for _, frame := range frames {
		text, err := protocol.AppendFrame(nil, frame)
		if err != nil {
			return nil, err
		}
		encoded, err := fromJSON(text)
		if err != nil {
			return nil, err
		}
		last := len(batches) - 1
		if last >= 0 && len(batches[last])+len(encoded) <= frameBytes {
			batches[last] = append(batches[last], encoded...)
		} else {
			batches = append(batches, encoded)
		}
	}
	return batches, nil
}

func (codec) Decode(message []byte) ([]protocol.ServerFrame, error) {
	values, err := decode(message)
	if err != nil {
		return nil, errMalformed
	}
	var lines [][]byte
	for _, value := range values {
		line, err := toJSON(value)
		if err != nil {
			return nil, errMalformed
		}
		lines = append(lines, line)
	}
	return protocol.DecodeFrames(bytes.Join(lines, []byte{'\n'}))
}
