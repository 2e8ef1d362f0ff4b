package runtime

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/parlance-dev/parlance/packages/runtime/go/internal/codec"
)

// answerLimit is most of an answer in bytes, unpacked, that is read as JSON or text, 64 MiB; more can be had as a stream of bytes only.
const answerLimit = 67_108_864

// readResult reads a success into what into points to, as the operation says; 204, 205 and 304 leave it as it is.
func readResult(operation *Operation, response *http.Response, into any) error {
	if isEmpty(response) || into == nil {
		return nil
	}
	switch formOf(operation, mediaTypeOf(response)) {
	case "none":
		return nil
	case "json":
		return readJSON(operation, response, into)
	default:
		data, err := readBounded(operation, response)
		if err != nil {
			return err
		}
		return assign(operation, response, data, into)
	}
}

// assign gives a text or bytes to a string, bytes or any; anything else cannot be what the contract meant.
func assign(operation *Operation, response *http.Response, data []byte, into any) error {
	target := reflect.ValueOf(into).Elem()
	for target.Kind() == reflect.Pointer {
		target.Set(reflect.New(target.Type().Elem()))
		target = target.Elem()
	}
	switch {
	case target.Kind() == reflect.String:
		target.SetString(string(data))
	case target.Kind() == reflect.Slice && target.Type().Elem().Kind() == reflect.Uint8:
		target.SetBytes(data)
	case target.Kind() == reflect.Interface && target.NumMethod() == 0:
		target.Set(reflect.ValueOf(string(data)))
	default:
		if quoted, err := codec.Marshal(string(data)); err == nil && codec.Unmarshal(quoted, into) == nil {
			return nil
		}
		return newDecodeError(operation.ID, found(response)+" instead of JSON", string(data), nil).of(response)
	}
	return nil
}

func isEmpty(response *http.Response) bool {
	if response.Request != nil && response.Request.Method == http.MethodHead {
		return true
	}
	switch response.StatusCode {
	case http.StatusNoContent, http.StatusResetContent, http.StatusNotModified:
		return true
	}
	return response.ContentLength == 0
}

func mediaTypeOf(response *http.Response) string {
	name, _, _ := strings.Cut(response.Header.Get("Content-Type"), ";")
	return strings.ToLower(strings.TrimSpace(name))
}

func found(response *http.Response) string {
	if name := mediaTypeOf(response); name != "" {
		return name
	}
	return "no media type"
}

func formOf(operation *Operation, mediaType string) string {
	switch {
	case operation.Reads != "":
		return operation.Reads
	case onlyJSON(operation.Accept) || isJSON(mediaType):
		return "json"
	case strings.HasPrefix(mediaType, "text/"):
		return "text"
	default:
		return "binary"
	}
}

func onlyJSON(accept string) bool {
	for _, mediaType := range strings.Split(accept, ",") {
		if accept != "" && !isJSON(mediaType) {
			return false
		}
	}
	return true
}

func readJSON(operation *Operation, response *http.Response, into any) error {
	mediaType := mediaTypeOf(response)
	data, err := readBounded(operation, response)
	if err != nil {
		return err
	}
	if mediaType != "" && !isJSON(mediaType) {
		return newDecodeError(operation.ID, mediaType+" instead of JSON", string(data), nil).of(response)
	}
	if len(data) == 0 && mediaType == "" {
		return nil
	}
	if err := codec.Unmarshal(data, into); err != nil {
		return newDecodeError(operation.ID, "JSON that does not fit", string(data), err).of(response)
	}
	return nil
}

func readBounded(operation *Operation, response *http.Response) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(response.Body, answerLimit+1))
	if err != nil {
		return nil, err
	}
	if len(data) > answerLimit {
		return nil, newDecodeError(operation.ID, "more than 64 MiB", string(data[:errorLimit]), nil).of(response)
	}
	return data, nil
}

// readHeaders fills a struct of response headers by the declared ones. What did not come, or is not what was declared, stays nil.
func readHeaders(operation *Operation, header http.Header, into any) error {
	v := reflect.ValueOf(into)
	if v.Kind() != reflect.Pointer || v.Elem().Kind() != reflect.Struct {
		return newConfigurationError("IntoHeaders takes a pointer to the operation's struct of headers, not %T", into)
	}
	for _, each := range operation.Headers {
		name := each.Name
		if name == "" {
			name = each.Key
		}
		field := v.Elem().FieldByName(each.Key)
		if !field.IsValid() {
			return newConfigurationError("%T is not the struct of headers of %s", into, operation.ID)
		}
		if text := header.Get(name); text != "" || len(header.Values(name)) > 0 {
			if err := readHeader(each, text, field); err != nil {
				field.SetZero()
			}
		}
	}
	return nil
}

var errNotDeclared = errors.New("the header is not what was declared")

func readHeader(header Header, text string, field reflect.Value) error {
	switch header.Type {
	case "number":
		if _, err := strconv.ParseFloat(text, 64); err != nil {
			return errNotDeclared
		}
	case "boolean":
		if text != "true" && text != "false" {
			return errNotDeclared
		}
	case "":
		quoted, err := codec.Marshal(text)
		if err != nil {
			return err
		}
		text = string(quoted)
	}
	if err := codec.Unmarshal([]byte(text), field.Addr().Interface()); err != nil {
		return fmt.Errorf("%w: %w", errNotDeclared, err)
	}
	return nil
}
