package runtime

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strconv"

	"github.com/parlance-dev/parlance/packages/runtime/go/internal/codec"
)

// node is a value as parameters and forms are written: its members in their order, texts as they go on the wire.
type node struct {
	kind nodeKind
	text string
	// bare tells that the text is JSON as it is: a number or a boolean.
	bare    bool
	members []nodeMember
}

type nodeMember struct {
	name  string
	value node
}

type nodeKind uint8

const (
	absentNode nodeKind = iota
	textNode
	listNode
	objectNode
)

// nodeOf reads a value; nil and what is nothing give an absent node.
func nodeOf(value any) (node, error) {
	switch v := value.(type) {
	case nil:
		return node{}, nil
	case string:
		return node{kind: textNode, text: v}, nil
	case bool:
		return node{kind: textNode, text: strconv.FormatBool(v), bare: true}, nil
	case int64:
		return node{kind: textNode, text: strconv.FormatInt(v, 10), bare: true}, nil
	}
	if isZeroField(value) {
		return node{}, nil
	}
	data, err := codec.Marshal(value)
	if err != nil {
		return node{}, err
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	return readNode(decoder)
}

// isZeroField tells whether a value is absent: a nil pointer, slice or map, or an absent Field.
func isZeroField(value any) bool {
	v := reflect.ValueOf(value)
	switch v.Kind() {
	case reflect.Invalid:
		return true
	case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Interface:
		return v.IsNil()
	}
	field, ok := value.(interface {
		IsZero() bool
		IsNull() bool
	})
	return ok && field.IsZero()
}

func readNode(decoder *json.Decoder) (node, error) {
	token, err := decoder.Token()
	if err != nil {
		return node{}, err
	}
	switch t := token.(type) {
	case nil:
		return node{}, nil
	case string:
		return node{kind: textNode, text: t}, nil
	case bool:
		return node{kind: textNode, text: strconv.FormatBool(t), bare: true}, nil
	case json.Number:
		return node{kind: textNode, text: t.String(), bare: true}, nil
	case json.Delim:
		return readMembers(decoder, t == '{')
	}
	return node{}, errors.New("no JSON")
}

func readMembers(decoder *json.Decoder, object bool) (node, error) {
	made := node{kind: listNode}
	if object {
		made.kind = objectNode
	}
	for decoder.More() {
		var name string
		if object {
			token, err := decoder.Token()
			if err != nil {
				return node{}, err
			}
			name, _ = token.(string)
		}
		value, err := readNode(decoder)
		if err != nil {
			return node{}, err
		}
		if value.kind != absentNode {
			made.members = append(made.members, nodeMember{name, value})
		}
	}
	_, err := decoder.Token()
	return made, err
}

// wireText is a node as one text: itself, or JSON for what has members.
func (n node) wireText() string {
	if n.kind == textNode {
		return n.text
	}
	return string(n.appendJSON(nil))
}

func (n node) appendJSON(to []byte) []byte {
	open, end := byte('['), byte(']')
	switch n.kind {
	case textNode:
		if n.bare {
			return append(to, n.text...)
		}
		// A text can always be quoted.
		quoted, _ := codec.Append(to, n.text)
		return quoted
	case objectNode:
		open, end = '{', '}'
	case absentNode:
		return append(to, "null"...)
	}
	to = append(to, open)
	for i, member := range n.members {
		if i > 0 {
			to = append(to, ',')
		}
		if n.kind == objectNode {
			name, _ := codec.Append(nil, member.name)
			to = append(append(to, name...), ':')
		}
		to = member.value.appendJSON(to)
	}
	return append(to, end)
}
