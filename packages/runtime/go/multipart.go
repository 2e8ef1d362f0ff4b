package runtime

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/textproto"
	"reflect"
	"strings"

	"github.com/parlance-dev/parlance/packages/runtime/go/internal/codec"
)

// part is one part of a multipart body: its header and its bytes.
type part struct {
	header textproto.MIMEHeader
	body   *encodedBody
}

// writeMultipart writes a multipart body (RFC 7578; OpenAPI 3.1 section 4.8.15). Lists become one part per item, files keep their
// names, objects are JSON parts, and an encoding's content type is given to its part. Files are sent as they are read.
func writeMultipart(body *Body, mediaType string, value any) (*encodedBody, error) {
	members, err := membersOf(value)
	if err != nil {
		return nil, err
	}
	var parts []part
	for _, member := range members {
		contentType := partType(body.Encodings[member.Name].ContentType)
		for _, item := range itemsOf(member.Value) {
			made, err := partOf(member.Name, item, contentType)
			if err != nil {
				return nil, err
			}
			if made != nil {
				parts = append(parts, *made)
			}
		}
	}
	return assemble(mediaType, parts), nil
}

func assemble(mediaType string, parts []part) *encodedBody {
	boundary := "parlance-" + randomHex()
	replayable := true
	for _, each := range parts {
		replayable = replayable && each.body.replayable
	}
	open := func() (io.ReadCloser, error) {
		readers := make([]io.Reader, 0, 2*len(parts)+1)
		var contents []io.Closer
		closeAll := func() {
			for _, each := range contents {
				// What parts are closed by only tells that they may be read again.
				_ = each.Close()
			}
		}
		for i, each := range parts {
			readers = append(readers, strings.NewReader(partHead(boundary, each.header, i > 0)))
			content, err := each.body.open()
			if err != nil {
				closeAll()
				return nil, err
			}
			contents = append(contents, content)
			readers = append(readers, content)
		}
		end := "\r\n--" + boundary + "--\r\n"
		if len(parts) == 0 {
			end = end[2:]
		}
		return &closing{io.MultiReader(append(readers, strings.NewReader(end))...), closeAll}, nil
	}
	return &encodedBody{mediaType + "; boundary=" + boundary, open, -1, replayable}
}

func partHead(boundary string, header textproto.MIMEHeader, further bool) string {
	var head bytes.Buffer
	writer := multipart.NewWriter(&head)
	// Boundary and header are ours; a buffer takes everything.
	_ = writer.SetBoundary(boundary)
	_, _ = writer.CreatePart(header)
	if further {
		return "\r\n" + head.String()
	}
	return head.String()
}

// itemsOf gives the elements of a list that is no bytes; else the value.
func itemsOf(value any) []any {
	v := reflect.Indirect(reflect.ValueOf(value))
	if !v.IsValid() || v.Kind() != reflect.Slice || v.Type().Elem().Kind() == reflect.Uint8 {
		return []any{value}
	}
	items := make([]any, 0, v.Len())
	for i := range v.Len() {
		items = append(items, v.Index(i).Interface())
	}
	return items
}

func partOf(name string, item any, contentType string) (*part, error) {
	if isZeroField(item) {
		return nil, nil
	}
	switch v := reflectBody(item).(type) {
	case File:
		if v.Name == "" {
			v.Name = name
		}
		if v.ContentType != "" {
			contentType = v.ContentType
		}
		return filePart(name, v, contentType), nil
	case []byte:
		return filePart(name, FileOf(name, v), contentType), nil
	case io.Reader:
		return filePart(name, File{Name: name, Content: v}, contentType), nil
	}
	n, err := nodeOf(item)
	if err != nil || n.kind == absentNode {
		return nil, err
	}
	text := n.wireText()
	if isJSON(contentType) || n.kind != textNode {
		data, err := codec.Marshal(item)
		if err != nil {
			return nil, err
		}
		text = string(data)
	}
	if contentType == "" && n.kind != textNode {
		contentType = "application/json"
	}
	header := textproto.MIMEHeader{"Content-Disposition": {fmt.Sprintf(`form-data; name="%s"`, quoted(name))}}
	if contentType != "" {
		header.Set("Content-Type", contentType)
	}
	return &part{header, bytesBody("", []byte(text))}, nil
}

func filePart(name string, file File, contentType string) *part {
	if contentType == "" {
		contentType = "application/octet-stream"
	}
	disposition := fmt.Sprintf(`form-data; name="%s"; filename="%s"`, quoted(name), quoted(file.Name))
	header := textproto.MIMEHeader{"Content-Disposition": {disposition}, "Content-Type": {contentType}}
	if file.Content == nil {
		return &part{header, bytesBody("", nil)}
	}
	return &part{header, readerBody("", file.Content)}
}

// quoted escapes a name as the WHATWG's form data does.
func quoted(name string) string {
	return strings.NewReplacer("\n", "%0A", "\r", "%0D", `"`, "%22").Replace(name)
}

// partType is the first media type of an encoding, which may list several; empty for one with a wildcard.
func partType(contentType string) string {
	first, _, _ := strings.Cut(contentType, ",")
	if strings.Contains(first, "*") {
		return ""
	}
	return strings.TrimSpace(first)
}
