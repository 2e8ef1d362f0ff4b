package runtime

import (
	"context"
	"io"
	"maps"
	"net/http"
	"slices"
)

// Call makes one operation's call and reads the answer into what into points to; nil reads nothing. An io.ReadCloser gets the body
// unread: it is the caller's to close.
//
// Generated methods do this; it is for operations that no generated method stands for. Every error is an Error or a hook's.
func (c *Client) Call(ctx context.Context, operation *Operation, values Values, into any, options ...CallOption) error {
	settings, err := c.callSettings(options)
	if err != nil {
		return err
	}
	body, keep := into.(*io.ReadCloser)
	response, err := c.send(ctx, sending{
		operation: operation,
		values:    values,
		settings:  settings,
		keep:      keep,
		read: func(response *http.Response) error {
			if keep {
				return nil
			}
			return readResult(operation, response, into)
		},
	})
	if err != nil {
		return err
	}
	if keep {
		*body = response.Body
	}
	return settings.readHeaders(operation, response.Header)
}

func (s *callSettings) readHeaders(operation *Operation, header http.Header) error {
	if s.headers == nil {
		return nil
	}
	return readHeaders(operation, header, s.headers)
}

// Request is a call that the contract does not describe.
type Request struct {
	Method string
	// Path begins with a slash and is sent as it is.
	Path string
	// Query parameters, sent by name; nil ones are left out.
	Query Values
	// Body is sent as JSON, unless it is an io.Reader or []byte.
	Body any
}

// Do makes a call that no operation stands for, with the client's URL, credentials, retries, timeouts and errors.
func (c *Client) Do(ctx context.Context, request Request, into any, options ...CallOption) error {
	settings, err := c.callSettings(options)
	if err != nil {
		return err
	}
	mediaType := settings.contentType
	if mediaType == "" {
		mediaType = "application/json"
	}
	operation := &Operation{
		ID:     request.Method + " " + request.Path,
		Method: request.Method,
		Path:   request.Path,
		Accept: "application/json, */*;q=0.9",
		Bodies: []Body{{MediaType: mediaType, Form: "json"}},
	}
	values := Values{}
	for _, key := range slices.Sorted(maps.Keys(request.Query)) {
		// A query parameter may be called as the body is.
		argument := "query " + key
		operation.Parameters = append(operation.Parameters, Parameter{Key: argument, Name: key, In: "query"})
		values[argument] = request.Query[key]
	}
	if request.Body != nil {
		values[bodyKey] = request.Body
	}
	return c.Call(ctx, operation, values, into, options...)
}
