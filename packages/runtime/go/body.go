package runtime

import (
	"bytes"
	"io"
	"mime"
	"reflect"
	"strings"
	"sync"

	"github.com/parlance-dev/parlance/packages/runtime/go/internal/codec"
)

// encodedBody is a body ready to send.
type encodedBody struct {
	contentType string
	// open gives the bytes from their beginning. It is called once unless replayable.
	open       func() (io.ReadCloser, error)
	length     int64
	replayable bool
}

func bytesBody(contentType string, data []byte) *encodedBody {
	open := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }
	return &encodedBody{contentType, open, int64(len(data)), true}
}

// readerBody sends a reader, which stays the caller's to close; one that can seek is sent again from where it stood.
func readerBody(contentType string, reader io.Reader) *encodedBody {
	seeker, ok := reader.(io.Seeker)
	if !ok {
		return &encodedBody{contentType, func() (io.ReadCloser, error) { return io.NopCloser(reader), nil }, -1, false}
	}
	start, err := seeker.Seek(0, io.SeekCurrent)
	// A transport may read on after it has failed, until it closes the body.
	free := make(chan struct{}, 1)
	free <- struct{}{}
	open := func() (io.ReadCloser, error) {
		if err != nil {
			return nil, err
		}
		<-free
		release := sync.OnceFunc(func() { free <- struct{}{} })
		if _, err := seeker.Seek(start, io.SeekStart); err != nil {
			release()
			return nil, err
		}
		return &closing{reader, release}, nil
	}
	return &encodedBody{contentType, open, -1, true}
}

// closing tells when it is closed.
type closing struct {
	io.Reader
	closed func()
}

func (c *closing) Close() error {
	c.closed()
	return nil
}

// encodeBody writes a body in the media type that contentType names, else in the operation's first. Readers, files and bytes are sent
// as they are.
func encodeBody(operation *Operation, value any, contentType string) (*encodedBody, error) {
	if isZeroField(value) {
		return nil, nil
	}
	body, err := chooseBody(operation, contentType)
	if err != nil {
		return nil, err
	}
	mediaType := body.MediaType
	if strings.Contains(mediaType, "*") {
		mediaType = "application/octet-stream"
	}
	switch v := reflectBody(value).(type) {
	case File:
		if v.ContentType != "" {
			mediaType = v.ContentType
		}
		return readerBody(mediaType, v.Content), nil
	case io.Reader:
		return readerBody(mediaType, v), nil
	case []byte:
		return bytesBody(mediaType, v), nil
	}
	encoded, err := writeBody(body, mediaType, value)
	if err != nil {
		return nil, newParameterError(operation.ID, "the body", "cannot be written", err)
	}
	return encoded, nil
}

// reflectBody follows pointers to files; a reader is often a pointer itself.
func reflectBody(value any) any {
	if file, ok := value.(*File); ok {
		return *file
	}
	return value
}

func chooseBody(operation *Operation, contentType string) (*Body, error) {
	for i := range operation.Bodies {
		if contentType == "" || operation.Bodies[i].MediaType == contentType {
			return &operation.Bodies[i], nil
		}
	}
	err := newConfigurationError("%s takes no body of that content type", operation.ID)
	err.operation = operation.ID
	return nil, err
}

func writeBody(body *Body, mediaType string, value any) (*encodedBody, error) {
	switch body.Form {
	case "json":
		data, err := codec.Marshal(value)
		return bytesBody(mediaType, data), err
	case "jsonl":
		return writeLines(mediaType, value)
	case "form":
		return writeForm(body, mediaType, value)
	case "multipart":
		return writeMultipart(body, mediaType, value)
	default:
		n, err := nodeOf(value)
		return bytesBody(mediaType, []byte(n.wireText())), err
	}
}

// writeLines writes one JSON text per line: of each element of a list, or of one value.
func writeLines(mediaType string, value any) (*encodedBody, error) {
	var lines []byte
	items := []any{value}
	if v := reflect.Indirect(reflect.ValueOf(value)); v.Kind() == reflect.Slice {
		items = items[:0]
		for i := range v.Len() {
			items = append(items, v.Index(i).Interface())
		}
	}
	for _, item := range items {
		var err error
		if lines, err = codec.Append(lines, item); err != nil {
			return nil, err
		}
		lines = append(lines, '\n')
	}
	return bytesBody(mediaType, lines), nil
}

// membersOf gives the members of an object: a generated struct, or anything whose JSON is one.
func membersOf(value any) ([]codec.Member, error) {
	if members, ok := codec.Members(value); ok {
		return members, nil
	}
	data, err := codec.Marshal(value)
	if err != nil {
		return nil, err
	}
	return codec.PlainMembers(data)
}

// writeForm writes application/x-www-form-urlencoded by the rules of query parameters (OpenAPI 3.1 section 4.8.15).
func writeForm(body *Body, mediaType string, value any) (*encodedBody, error) {
	members, err := membersOf(value)
	if err != nil {
		return nil, err
	}
	var texts []string
	for _, member := range members {
		encoding := body.Encodings[member.Name]
		parameter := &Parameter{
			Key: member.Name, Style: encoding.Style, Explode: encoding.Explode, JSON: isJSON(encoding.ContentType),
		}
		pairs, err := parameterPairs(parameter, member.Value)
		if err != nil {
			return nil, err
		}
		for _, each := range pairs {
			texts = append(texts, strings.ReplaceAll(each.String(), "%20", "+"))
		}
	}
	return bytesBody(mediaType, []byte(strings.Join(texts, "&"))), nil
}

// isJSON tells whether a media type is JSON or a format made of it.
func isJSON(mediaType string) bool {
	name, _, err := mime.ParseMediaType(mediaType)
	if err != nil {
		name, _, _ = strings.Cut(mediaType, ";")
	}
	name = strings.ToLower(strings.TrimSpace(name))
	return strings.HasSuffix(name, "/json") || strings.HasSuffix(name, "+json")
}
