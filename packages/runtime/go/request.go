package runtime

import (
	"net/http"
	"net/url"
	"strings"
)

// preparedRequest is one call written out, without credentials: the same for all its attempts.
type preparedRequest struct {
	method string
	url    string
	header http.Header
	body   *encodedBody
	// repeatable tells whether sending it twice does the same as sending it once.
	repeatable bool
}

// prepareRequest writes a call. Parameters and bodies that cannot be written are a *ParameterError or *ConfigurationError.
func (c *Client) prepareRequest(operation *Operation, values Values, s *callSettings, target string) (*preparedRequest, error) {
	body, err := encodeBody(operation, values[bodyKey], s.contentType)
	if err != nil {
		return nil, err
	}
	if target == "" {
		path, err := prepareTarget(operation, values)
		if err != nil {
			return nil, err
		}
		target = c.baseOf(operation) + path
	}
	header, err := c.prepareHeader(operation, values, body, s)
	if err != nil {
		return nil, err
	}
	once := operation.Method == http.MethodPost || operation.Method == http.MethodPatch
	keyed := operation.IdempotencyHeader != "" || s.idempotencyKey != ""
	return &preparedRequest{
		method:     operation.Method,
		url:        target,
		header:     header,
		body:       body,
		repeatable: (body == nil || body.replayable) && (keyed || !once),
	}, nil
}

func (c *Client) baseOf(operation *Operation) string {
	if !c.operationServers || operation.Server == "" {
		return c.url
	}
	base, err := url.Parse(c.url + "/")
	if err != nil {
		return c.url
	}
	server, err := base.Parse(operation.Server)
	if err != nil {
		return c.url
	}
	return strings.TrimRight(server.String(), "/")
}

// prepareHeader writes the headers of a call, later ones winning.
func (c *Client) prepareHeader(operation *Operation, values Values, body *encodedBody, s *callSettings) (http.Header, error) {
	header := http.Header{"Accept": {operation.Accept}}
	if operation.Accept == "" {
		header.Set("Accept", "application/json")
	}
	if body != nil && body.contentType != "" {
		header.Set("Content-Type", body.contentType)
	}
	if operation.IdempotencyHeader != "" {
		header.Set(operation.IdempotencyHeader, randomHex())
	}
	if err := writeHeaderParameters(header, operation, values); err != nil {
		return nil, err
	}
	if s.idempotencyKey != "" {
		name := operation.IdempotencyHeader
		if name == "" {
			name = "Idempotency-Key"
		}
		header.Set(name, s.idempotencyKey)
	}
	if s.requestID != "" {
		header.Set("Request-Id", s.requestID)
	}
	for name, values := range s.header {
		header[name] = values
	}
	for name, values := range header {
		for _, value := range values {
			if strings.ContainsFunc(value, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }) {
				return nil, newParameterError(operation.ID, name, "holds characters that no HTTP header can carry", nil)
			}
		}
	}
	return header, nil
}

func writeHeaderParameters(header http.Header, operation *Operation, values Values) error {
	var cookies []string
	for i := range operation.Parameters {
		p := &operation.Parameters[i]
		value, given := values[p.Key]
		if !given || isZeroField(value) {
			continue
		}
		switch p.In {
		case "header":
			text, err := simpleText(p, value, func(text string) string { return text })
			if err != nil {
				return newParameterError(operation.ID, p.Key, "cannot be written", err)
			}
			header.Set(p.wire(), text)
		case "cookie":
			pairs, err := parameterPairs(p, value)
			if err != nil {
				return newParameterError(operation.ID, p.Key, "cannot be written", err)
			}
			for _, each := range pairs {
				cookies = append(cookies, each.String())
			}
		}
	}
	if len(cookies) > 0 {
		header.Set("Cookie", strings.Join(cookies, "; "))
	}
	return nil
}

// prepareTarget writes the path and query of an operation. A value never changes the route: / is encoded, and a path segment that would
// come out empty, . or .. is refused.
func prepareTarget(operation *Operation, values Values) (string, error) {
	path := operation.Path
	var query []string
	for i := range operation.Parameters {
		p := &operation.Parameters[i]
		switch p.In {
		case "query":
			pairs, err := parameterPairs(p, values[p.Key])
			if err != nil {
				return "", newParameterError(operation.ID, p.Key, "cannot be written", err)
			}
			for _, each := range pairs {
				query = append(query, each.String())
			}
		case "path":
			text, err := pathText(p, values[p.Key])
			if err != nil || text == "" {
				return "", newParameterError(operation.ID, p.Key, "must not be missing or empty", err)
			}
			path = strings.ReplaceAll(path, "{"+p.wire()+"}", text)
		}
	}
	for _, segment := range strings.Split(path, "/") {
		if segment == "." || segment == ".." {
			return "", newParameterError(operation.ID, "path", "must not make a segment . or ..", nil)
		}
	}
	if len(query) == 0 {
		return path, nil
	}
	if strings.Contains(path, "?") {
		return path + "&" + strings.Join(query, "&"), nil
	}
	return path + "?" + strings.Join(query, "&"), nil
}
