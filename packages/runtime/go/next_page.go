package runtime

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// cursor is where a page is: what to call it with, and what is remembered to notice a server that goes round.
type cursor struct {
	values Values
	// url is a whole URL, in lists that continue by link.
	url  string
	seen landmark
}

// landmark is Brent's cycle detection: one remembered cursor, moved forward at powers of two, finds a circle of any length.
type landmark struct {
	mark  string
	steps int
	limit int
}

// readPage is one page that was read.
type readPage struct {
	at       *cursor
	json     json.RawMessage
	count    int
	response *http.Response
}

// nextPage says where the page after this one is; nil after the last.
func nextPage(client *Client, operation *Operation, page *readPage) (*cursor, error) {
	pagination := operation.Pagination
	key := keyOf(operation, pagination.Parameter)
	switch pagination.Style {
	case "cursor":
		next := resolvePointer(page.json, pagination.Next)
		switch text := string(bytes.TrimSpace(next)); text {
		case "", "null", `""`, "false":
			return nil, nil
		default:
			seen, err := page.at.seen.advance(operation, text)
			return &cursor{values: page.at.with(key, plainValue(next)), seen: seen}, err
		}
	case "page", "offset":
		if page.count == 0 {
			return nil, nil
		}
		from, step := pagination.Start, int64(1)
		if pagination.Style == "offset" {
			from, step = 0, int64(page.count)
		}
		return &cursor{values: page.at.with(key, numberAt(page.at.values[key], from)+step)}, nil
	default:
		target, err := nextLink(client, operation, page)
		if target == "" || err != nil {
			return nil, err
		}
		seen, err := page.at.seen.advance(operation, target)
		return &cursor{values: page.at.values, url: target, seen: seen}, err
	}
}

func (c *cursor) with(key string, value any) Values {
	all := Values{key: value}
	for each, given := range c.values {
		if each != key {
			all[each] = given
		}
	}
	return all
}

func plainValue(data json.RawMessage) any {
	var text string
	if json.Unmarshal(data, &text) == nil {
		return text
	}
	return data
}

func numberAt(value any, usual int64) int64 {
	n, err := nodeOf(value)
	if err != nil || n.kind != textNode {
		return usual
	}
	number, err := strconv.ParseInt(n.text, 10, 64)
	if err != nil {
		return usual
	}
	return number
}

func keyOf(operation *Operation, parameter string) string {
	for i := range operation.Parameters {
		if operation.Parameters[i].wire() == parameter {
			return operation.Parameters[i].Key
		}
	}
	return parameter
}

func (l landmark) advance(operation *Operation, next string) (landmark, error) {
	if l.limit == 0 {
		return landmark{mark: next, limit: 1}, nil
	}
	if l.mark == next {
		message := operation.ID + " was answered with a next page that it had named before; the list would never end"
		return l, &PaginationError{failure{code: CodePaginationLoop, message: message, operation: operation.ID}}
	}
	if l.steps++; l.steps == l.limit {
		return landmark{mark: next, limit: 2 * l.limit}, nil
	}
	return l, nil
}

// nextLink is the target of Link: …; rel="next" (RFC 8288). Other origins are refused: they would be sent the credentials.
func nextLink(client *Client, operation *Operation, page *readPage) (string, error) {
	target := linkTarget(strings.Join(page.response.Header.Values("Link"), ", "))
	if target == "" {
		return "", nil
	}
	from := page.response.Request.URL
	next, err := from.Parse(target)
	if err == nil {
		for _, server := range []string{client.url, client.baseOf(operation)} {
			if home, err := url.Parse(server); err == nil && sameOrigin(home, next) {
				return next.String(), nil
			}
		}
	}
	message := fmt.Sprintf("%s names a next page on another server; it would be sent this client's credentials", operation.ID)
	return "", &PaginationError{failure{code: CodePaginationForeignLink, message: message, operation: operation.ID}}
}

var (
	link     = regexp.MustCompile(`<([^<>]*)>((?:\s*;\s*[^\s=;,]+\s*(?:=\s*(?:"[^"]*"|[^\s;,"]*))?)*)`)
	relation = regexp.MustCompile(`(?i);\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))`)
)

func linkTarget(header string) string {
	for _, each := range link.FindAllStringSubmatch(header, -1) {
		found := relation.FindStringSubmatch(each[2])
		if found == nil {
			continue
		}
		for _, word := range strings.Fields(strings.ToLower(found[1] + found[2])) {
			if word == "next" {
				return each[1]
			}
		}
	}
	return ""
}
