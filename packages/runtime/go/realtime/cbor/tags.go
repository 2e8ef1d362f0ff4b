package cbor

import (
	"encoding/binary"

	"github.com/fxamacker/cbor/v2"
)

// Major types (RFC 8949 section 3.1).
const (
	majorBytes = 2
	majorText  = 3
	majorTag   = 6
)

// withoutTags gives the first item without its tags, and what follows as it is. The library knows what tags mean, where here they
// mean nothing.
func withoutTags(message []byte) ([]byte, error) {
	// Each length is then what the bytes hold, and each level closed.
	if rest, err := wellFormed.UnmarshalFirst(message, new(cbor.RawMessage)); err != nil {
		return nil, err
	} else if item := message[:len(message)-len(rest)]; len(item) > 0 {
		stripped := make([]byte, 0, len(message))
		for len(item) > 0 {
			size := headSize(item)
			if major := item[0] >> 5; major != majorTag {
				if major == majorBytes || major == majorText {
					size += contentSize(item)
				}
				stripped = append(stripped, item[:size]...)
			}
			item = item[size:]
		}
		return append(stripped, rest...), nil
	}
	return message, nil
}

var wellFormed = must(cbor.DecOptions{MaxNestedLevels: mostDepth}.DecMode())

// headSize gives how long the head of an item is.
func headSize(item []byte) int {
	switch info := item[0] & 31; info {
	case 24, 25, 26, 27:
		return 1 + 1<<(info-24)
	}
	return 1
}

// contentSize gives how long a string is behind its head; one of indefinite length has items in place of it.
func contentSize(item []byte) int {
	switch info := item[0] & 31; info {
	case 24:
		return int(item[1])
	case 25:
		return int(binary.BigEndian.Uint16(item[1:]))
	case 26:
		return int(binary.BigEndian.Uint32(item[1:]))
	case 27:
		return int(binary.BigEndian.Uint64(item[1:]))
	case 31:
		return 0
	default:
		return int(info)
	}
}
