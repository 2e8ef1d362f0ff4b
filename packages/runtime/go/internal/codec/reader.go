package codec

import (
	"encoding/json"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// depthLimit is how deep a JSON text may be nested; the same as encoding/json's.
const depthLimit = 10_000

// reader goes over one JSON text. What it does not read into a Go value itself it checks by encoding/json.
type reader struct {
	data  []byte
	at    int
	depth int
	// Whether a number lost digits since this was last looked at.
	rounded bool
}

func (r *reader) fail(message string) error {
	return fmt.Errorf("JSON text, byte %d: %s", r.at, message)
}

func (r *reader) skipSpace() {
	for r.at < len(r.data) {
		switch r.data[r.at] {
		case ' ', '\t', '\n', '\r':
			r.at++
		default:
			return
		}
	}
}

// peek gives the first byte of the next token; 0 at the end.
func (r *reader) peek() byte {
	r.skipSpace()
	if r.at == len(r.data) {
		return 0
	}
	return r.data[r.at]
}

func (r *reader) take(token byte) error {
	if r.peek() != token {
		return r.fail("expected " + strconv.QuoteRune(rune(token)))
	}
	r.at++
	return nil
}

// word takes a literal such as null if it is next.
func (r *reader) word(text string) bool {
	if r.peek() != text[0] || len(r.data)-r.at < len(text) || string(r.data[r.at:r.at+len(text)]) != text {
		return false
	}
	r.at += len(text)
	return true
}

// members calls member for each member of the object that is next; it has to read the value.
func (r *reader) members(member func(name []byte) error) error {
	if err := r.enter('{'); err != nil {
		return err
	}
	if r.peek() == '}' {
		return r.leave()
	}
	for {
		name, err := r.text()
		if err != nil {
			return err
		}
		if err := r.take(':'); err != nil {
			return err
		}
		if err := member(name); err != nil {
			return err
		}
		if r.peek() == '}' {
			return r.leave()
		}
		if err := r.take(','); err != nil {
			return err
		}
	}
}

// elements calls element for each element of the list that is next; it has to read the value.
func (r *reader) elements(element func() error) error {
	if err := r.enter('['); err != nil {
		return err
	}
	if r.peek() == ']' {
		return r.leave()
	}
	for {
		if err := element(); err != nil {
			return err
		}
		if r.peek() == ']' {
			return r.leave()
		}
		if err := r.take(','); err != nil {
			return err
		}
	}
}

func (r *reader) enter(token byte) error {
	if err := r.take(token); err != nil {
		return err
	}
	if r.depth++; r.depth > depthLimit {
		return r.fail("nested too deep")
	}
	return nil
}

func (r *reader) leave() error {
	r.at++
	r.depth--
	return nil
}

// text reads a string. The bytes are those of the JSON text where nothing is escaped.
func (r *reader) text() ([]byte, error) {
	if r.peek() != '"' {
		return nil, r.fail("expected a string")
	}
	start := r.at
	plain := true
	for i := start + 1; i < len(r.data); i++ {
		switch b := r.data[i]; {
		case b == '"':
			r.at = i + 1
			if plain {
				return r.data[start+1 : i], nil
			}
			var unescaped string
			if err := json.Unmarshal(r.data[start:r.at], &unescaped); err != nil {
				return nil, r.fail("a string is malformed")
			}
			return []byte(unescaped), nil
		case b == '\\':
			plain = false
			i++
		case b < ' ':
			return nil, r.fail("a string holds a control character")
		case b >= utf8.RuneSelf && plain:
			if c, size := utf8.DecodeRune(r.data[i:]); c == utf8.RuneError && size == 1 {
				plain = false
			} else {
				i += size - 1
			}
		}
	}
	return nil, r.fail("a string has no end")
}

// number gives the text of the number that is next.
func (r *reader) number() (string, error) {
	text, err := r.numberText()
	return string(text), err
}

// numberText is the same, of the bytes of the JSON text.
func (r *reader) numberText() ([]byte, error) {
	r.skipSpace()
	start := r.at
	for r.at < len(r.data) {
		switch b := r.data[r.at]; {
		case b >= '0' && b <= '9', b == '-', b == '+', b == '.', b == 'e', b == 'E':
			r.at++
			continue
		}
		break
	}
	text := r.data[start:r.at]
	if len(text) == 0 || !validNumber(text) {
		r.at = start
		return nil, r.fail("expected a number")
	}
	return text, nil
}

// validNumber tells whether the text is a number of RFC 8259 section 6.
func validNumber(text []byte) bool {
	if text[0] == '-' {
		text = text[1:]
	}
	digits := func() bool {
		start := len(text)
		for len(text) > 0 && text[0] >= '0' && text[0] <= '9' {
			text = text[1:]
		}
		return len(text) < start
	}
	if len(text) > 1 && text[0] == '0' && text[1] >= '0' && text[1] <= '9' || !digits() {
		return false
	}
	if len(text) > 0 && text[0] == '.' {
		text = text[1:]
		if !digits() {
			return false
		}
	}
	if len(text) > 0 && (text[0] == 'e' || text[0] == 'E') {
		text = text[1:]
		if len(text) > 0 && (text[0] == '+' || text[0] == '-') {
			text = text[1:]
		}
		if !digits() {
			return false
		}
	}
	return len(text) == 0
}

// raw gives the bytes of the value that is next, checked.
func (r *reader) raw() ([]byte, error) {
	r.skipSpace()
	start := r.at
	if err := r.skip(); err != nil {
		return nil, err
	}
	return r.data[start:r.at], nil
}

func (r *reader) skip() error {
	switch b := r.peek(); {
	case b == '{':
		return r.members(func([]byte) error { return r.skip() })
	case b == '[':
		return r.elements(r.skip)
	case b == '"':
		_, err := r.text()
		return err
	case r.word("null"), r.word("true"), r.word("false"):
		return nil
	case b == 0:
		return r.fail("the text ends too early")
	default:
		_, err := r.numberText()
		return err
	}
}
