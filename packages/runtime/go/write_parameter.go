package runtime

import (
	"strings"
	"unicode/utf8"

	"github.com/parlance-dev/parlance/packages/runtime/go/internal/codec"
)

// pair is one name=value of a query, form or cookie string, both already encoded.
type pair struct{ name, value string }

func (p pair) String() string { return p.name + "=" + p.value }

const unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()"

// percentEncode encodes what could end or split a path or query (RFC 3986).
func percentEncode(text string) string { return encodeExcept(text, unreserved) }

// encodeReserved lets reserved characters stand, except those that would end or split a query (& = + #, brackets).
func encodeReserved(text string) string { return encodeExcept(text, unreserved+":/?@$,;") }

func encodeExcept(text, kept string) string {
	const digits = "0123456789ABCDEF"
	var encoded strings.Builder
	for _, b := range []byte(strings.ToValidUTF8(text, string(utf8.RuneError))) {
		if b < utf8.RuneSelf && strings.IndexByte(kept, b) >= 0 {
			encoded.WriteByte(b)
		} else {
			encoded.Write([]byte{'%', digits[b>>4], digits[b&15]})
		}
	}
	return encoded.String()
}

func separator(style string) string {
	switch style {
	case "spaceDelimited":
		return "%20"
	case "pipeDelimited":
		return "|"
	default:
		return ","
	}
}

// parameterPairs gives the pairs of one query, form or cookie value (OpenAPI 3.1 section 4.8.12, RFC 6570 for the form style). Nothing,
// null and empty lists give no pair.
func parameterPairs(p *Parameter, value any) ([]pair, error) {
	encode := percentEncode
	if p.AllowReserved {
		encode = encodeReserved
	}
	name := percentEncode(p.wire())
	if p.JSON {
		text, err := jsonText(value)
		if text == "" || err != nil {
			return nil, err
		}
		return []pair{{name, encode(text)}}, nil
	}
	n, err := nodeOf(value)
	if err != nil || n.kind == absentNode {
		return nil, err
	}
	return pairsOf(p, name, n, encode), nil
}

func pairsOf(p *Parameter, name string, n node, encode func(string) string) []pair {
	if p.Style == "deepObject" || n.kind == textNode {
		return deepPairs(nil, name, n, encode)
	}
	pairs := make([]pair, 0, len(n.members))
	for _, member := range n.members {
		key := name
		if n.kind == objectNode {
			key = percentEncode(member.name)
		}
		pairs = append(pairs, pair{key, encode(member.value.wireText())})
	}
	if len(pairs) == 0 || p.Explode.or(p.Style == "" || p.Style == "form") {
		return pairs
	}
	var texts []string
	for _, each := range pairs {
		if n.kind == objectNode {
			texts = append(texts, each.name)
		}
		texts = append(texts, each.value)
	}
	return []pair{{name, strings.Join(texts, separator(p.Style))}}
}

func deepPairs(pairs []pair, name string, n node, encode func(string) string) []pair {
	switch n.kind {
	case textNode:
		return append(pairs, pair{name, encode(n.text)})
	case objectNode:
		for _, member := range n.members {
			pairs = deepPairs(pairs, name+"["+percentEncode(member.name)+"]", member.value, encode)
		}
	case listNode:
		for _, member := range n.members {
			pairs = deepPairs(pairs, name, member.value, encode)
		}
	}
	return pairs
}

// simpleText is a value in the simple style: a header, or a path parameter without prefix (OpenAPI 3.1 section 4.8.12.3).
func simpleText(p *Parameter, value any, encode func(string) string) (string, error) {
	if p.JSON {
		text, err := jsonText(value)
		return encode(text), err
	}
	n, err := nodeOf(value)
	if err != nil || n.kind == absentNode {
		return "", err
	}
	if n.kind == textNode {
		return encode(n.text), nil
	}
	assign := ","
	if p.Explode == Yes {
		assign = "="
	}
	texts := make([]string, 0, len(n.members))
	for _, member := range n.members {
		text := encode(member.value.wireText())
		if n.kind == objectNode {
			text = encode(member.name) + assign + text
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, ","), nil
}

// pathText is the text of one path parameter, prefix of the label and matrix styles included.
func pathText(p *Parameter, value any) (string, error) {
	if p.Style == "matrix" {
		form := Parameter{Key: p.wire(), Explode: p.Explode}
		if form.Explode == Unset {
			form.Explode = No
		}
		pairs, err := parameterPairs(&form, value)
		var text strings.Builder
		for _, each := range pairs {
			text.WriteString(";" + each.String())
		}
		return text.String(), err
	}
	text, err := simpleText(p, value, percentEncode)
	if p.Style != "label" || text == "" {
		return text, err
	}
	if p.Explode == Yes {
		text = strings.ReplaceAll(text, ",", ".")
	}
	return "." + text, err
}

// jsonText is a value as JSON; empty for what is absent.
func jsonText(value any) (string, error) {
	if isZeroField(value) {
		return "", nil
	}
	data, err := codec.Marshal(value)
	return string(data), err
}
