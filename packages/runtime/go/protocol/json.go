package protocol

import (
	"bytes"
	"encoding/json"
	"errors"
)

// UnknownFrame is a frame of a type that this version does not know.
type UnknownFrame struct {
	Type string
	// The frame as it came.
	Raw json.RawMessage
}

// FrameType is what `type` says on the wire.
func (f *UnknownFrame) FrameType() string { return f.Type }

func (*UnknownFrame) isServerFrame() {}

var (
	errEmpty   = errors.New("the message is empty")
	errNotJSON = errors.New("the frame is not JSON, or a member of it has another type")
	errNoFrame = errors.New("the frame is not an object with a `type`")
)

// AppendFrame appends a frame as JSON, without a line feed. It fails only for data that is no JSON.
func AppendFrame(text []byte, frame ClientFrame) ([]byte, error) {
	var members bytes.Buffer
	encoder := json.NewEncoder(&members)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(frame); err != nil {
		return text, err
	}
	text = append(text, `{"type":"`...)
	text = append(text, frame.FrameType()...)
	text = append(text, '"')
	// Behind the brace of an object, and without the line feed of the encoder.
	rest := members.Bytes()[1 : members.Len()-1]
	if len(rest) > 1 {
		text = append(text, ',')
	}
	return append(text, rest...), nil
}

// EncodeBatches writes frames as few messages of the transport as keep within the server's limit of bytes, joined by line
// feeds, which both sides understand with the capability `batch`. A frame that is larger goes alone, so that its refusal
// concerns nothing else.
func EncodeBatches(frames []ClientFrame, frameBytes int) ([][]byte, error) {
	var batches [][]byte
	for _, frame := range frames {
		text, err := AppendFrame(nil, frame)
		if err != nil {
			return nil, err
		}
		last := len(batches) - 1
		if last >= 0 && len(batches[last])+1+len(text) <= frameBytes {
			batches[last] = append(append(batches[last], '\n'), text...)
		} else {
			batches = append(batches, text)
		}
	}
	return batches, nil
}

// DecodeFrames reads one or several frames, joined by line feeds. With an error the frames are those before the first that is
// none.
func DecodeFrames(text []byte) ([]ServerFrame, error) {
	frames := make([]ServerFrame, 0, 1)
	for len(text) > 0 {
		// A line feed inside a frame is always escaped, so lines are frames; an empty one is the end of the last.
		line, rest, _ := bytes.Cut(text, []byte{'\n'})
		text = rest
		if len(line) == 0 {
			continue
		}
		frame, err := decodeFrame(line)
		if err != nil {
			return frames, err
		}
		frames = append(frames, frame)
	}
	if len(frames) == 0 {
		return nil, errEmpty
	}
	return frames, nil
}

func decodeFrame(line []byte) (ServerFrame, error) {
	frameType, err := typeOf(line)
	if err != nil {
		return nil, err
	}
	if frameType == "message" {
		return readMessage(line)
	}
	frame := newServerFrame(frameType)
	if frame == nil {
		if !json.Valid(line) {
			return nil, errNotJSON
		}
		return &UnknownFrame{Type: frameType, Raw: bytes.Clone(line)}, nil
	}
	if json.Unmarshal(line, frame) != nil {
		return nil, errNotJSON
	}
	if ok, isOk := frame.(*OkFrame); isOk {
		ok.Raw = bytes.Clone(line)
	}
	return frame, nil
}

var typeFirst = []byte(`{"type":"`)

// typeOf gives the type of a frame: nearly all begin with it, so that only the others are looked through.
func typeOf(line []byte) (string, error) {
	if rest, ok := bytes.CutPrefix(line, typeFirst); ok {
		if end := bytes.IndexByte(rest, '"'); end > 0 && bytes.IndexByte(rest[:end], '\\') < 0 {
			return string(rest[:end]), nil
		}
	}
	var members map[string]json.RawMessage
	if !json.Valid(line) {
		return "", errNotJSON
	}
	var frameType string
	if json.Unmarshal(line, &members) != nil || json.Unmarshal(members["type"], &frameType) != nil {
		return "", errNoFrame
	}
	return frameType, nil
}
