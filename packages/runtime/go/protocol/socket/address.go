package socket

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
)

// Values is what an application gave for a socket's parameters, by key: none, one, or several texts.
type Values map[string][]string

// Given is what is said beside a descriptor and its parameters.
type Given struct {
	// URL in place of the document's server; empty: that one.
	URL string
	// Query and Header are added to the parameters'.
	Query  map[string]string
	Header map[string]string
}

// Address is where a socket is opened, and with which headers.
type Address struct {
	URL    string
	Header map[string]string
}

// AddressOf gives the address of a socket: the server's URL and the address in it, with the values of parameters percent-encoded,
// then the query. The error says what to set: a required parameter without a value, or a server where the document has none.
func AddressOf(descriptor *Descriptor, values Values, given Given) (Address, error) {
	base := given.URL
	if base == "" {
		if descriptor.Server == nil {
			return Address{}, fmt.Errorf("the document names no server of %s: give its URL (WithURL)", descriptor.ID)
		}
		base = fill(descriptor.Server.URL, func(name string) (string, bool) {
			value, ok := descriptor.Server.Variables[name]
			return value, ok
		})
	}
	found := map[string]string{}
	query := url.Values{}
	var order []string
	header := map[string]string{}
	for _, each := range descriptor.Parameters {
		texts := each.texts(values)
		if len(texts) == 0 && each.Required {
			return Address{}, fmt.Errorf("parameter %s of %s is missing", each.Key, descriptor.ID)
		}
		for _, text := range texts {
			switch each.In {
			case "path":
				found[each.Key] = text
			case "query":
				order = append(order, pair(each.wireName(), text))
			case "header":
				header[each.wireName()] = text
			}
		}
	}
	for name, value := range given.Query {
		query.Set(name, value)
	}
	for name, value := range given.Header {
		header[name] = value
	}
	path := fill(descriptor.Address, func(key string) (string, bool) {
		value, ok := found[key]
		return value, ok
	})
	if len(query) > 0 {
		order = append(order, query.Encode())
	}
	return Address{URL: withQuery(join(base, path), strings.Join(order, "&")), Header: header}, nil
}

func (p Parameter) texts(values Values) []string {
	if texts := values[p.Key]; len(texts) > 0 || p.Default == nil {
		return texts
	}
	return []string{*p.Default}
}

func (p Parameter) wireName() string {
	if p.Name == "" {
		return p.Key
	}
	return p.Name
}

func pair(name, value string) string { return url.QueryEscape(name) + "=" + url.QueryEscape(value) }

var (
	holes     = regexp.MustCompile(`\{([^{}]+)\}`)
	withPath  = regexp.MustCompile(`(?i)^[a-z]+://[^/]+/`)
	component = strings.NewReplacer("+", "%20", "%21", "!", "%27", "'", "%28", "(", "%29", ")", "%2A", "*")
)

// fill puts values into a template, encoded as encodeURIComponent of ECMA-262 does it, so that all languages give one address.
func fill(template string, value func(name string) (string, bool)) string {
	return holes.ReplaceAllStringFunc(template, func(written string) string {
		found, ok := value(written[1 : len(written)-1])
		if !ok {
			return written
		}
		return component.Replace(url.QueryEscape(found))
	})
}

// join puts one slash between the two. The address / adds none to a server that has a path: it is the server's own address.
func join(base, path string) string {
	before, query, asked := strings.Cut(base, "?")
	if asked {
		query = "?" + query
	}
	rest := strings.TrimLeft(path, "/")
	plain := strings.TrimRight(before, "/")
	switch {
	case rest != "":
		return plain + "/" + rest + query
	case withPath.MatchString(plain):
		return before + query
	}
	return plain + "/" + query
}

func withQuery(address, query string) string {
	switch {
	case query == "":
		return address
	case strings.Contains(address, "?"):
		return address + "&" + query
	}
	return address + "?" + query
}
