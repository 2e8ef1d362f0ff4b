package runtime_test

import (
	"context"
	"encoding/json"
	"io"
	"mime"
	"mime/multipart"
	"strings"
	"testing"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
)

type color struct {
	R int     `json:"R"`
	G int     `json:"G"`
	B *string `json:"B,omitempty"`
}

// The values are those of OpenAPI 3.1 section 4.8.12.4.
var (
	blue = "blue"
	list = []string{"blue", "black", "b&n"}
	rgb  = color{R: 100, G: 200}
)

func TestParametersAreWrittenByTheirStyle(t *testing.T) {
	yes, no := runtime.Yes, runtime.No
	for name, each := range map[string]struct {
		parameter runtime.Parameter
		value     any
		want      string
	}{
		"form":                   {runtime.Parameter{In: "query"}, blue, "?color=blue"},
		"form list":              {runtime.Parameter{In: "query"}, list, "?color=blue&color=black&color=b%26n"},
		"form list, one":         {runtime.Parameter{In: "query", Explode: no}, list, "?color=blue,black,b%26n"},
		"form object":            {runtime.Parameter{In: "query"}, rgb, "?R=100&G=200"},
		"form object, one":       {runtime.Parameter{In: "query", Explode: no}, &rgb, "?color=R,100,G,200"},
		"spaces":                 {runtime.Parameter{In: "query", Style: "spaceDelimited"}, list[:2], "?color=blue%20black"},
		"pipes":                  {runtime.Parameter{In: "query", Style: "pipeDelimited"}, list[:2], "?color=blue|black"},
		"deep":                   {runtime.Parameter{In: "query", Style: "deepObject", Explode: yes}, map[string]any{"a": map[string]any{"b": 1}}, "?color[a][b]=1"},
		"json":                   {runtime.Parameter{In: "query", JSON: true}, rgb, "?color=%7B%22R%22%3A100%2C%22G%22%3A200%7D"},
		"reserved":               {runtime.Parameter{In: "query", AllowReserved: true}, "a/b?c&d#é", "?color=a/b?c%26d%23%C3%A9"},
		"absent":                 {runtime.Parameter{In: "query"}, (*string)(nil), ""},
		"absent field":           {runtime.Parameter{In: "query"}, runtime.Field[string]{}, ""},
		"empty list":             {runtime.Parameter{In: "query"}, []string{}, ""},
		"empty text":             {runtime.Parameter{In: "query"}, "", "?color="},
		"time":                   {runtime.Parameter{In: "query"}, readTime("2026-05-01T12:00:00.10+02:00"), "?color=2026-05-01T12%3A00%3A00.10%2B02%3A00"},
		"numbers":                {runtime.Parameter{In: "query"}, []float64{1.5, 2}, "?color=1.5&color=2"},
		"simple":                 {runtime.Parameter{In: "path"}, list, "/blue,black,b%26n"},
		"simple object":          {runtime.Parameter{In: "path"}, rgb, "/R,100,G,200"},
		"simple object, several": {runtime.Parameter{In: "path", Explode: yes}, rgb, "/R=100,G=200"},
		"label":                  {runtime.Parameter{In: "path", Style: "label", Explode: yes}, list[:2], "/.blue.black"},
		"matrix":                 {runtime.Parameter{In: "path", Style: "matrix"}, list[:2], "/;color=blue,black"},
		"matrix, several":        {runtime.Parameter{In: "path", Style: "matrix", Explode: yes}, list[:2], "/;color=blue;color=black"},
	} {
		t.Run(name, func(t *testing.T) {
			each.parameter.Key, each.parameter.Name = "Color", "color"
			operation := runtime.Operation{ID: "x", Method: "GET", Path: "", Parameters: []runtime.Parameter{each.parameter}}
			if each.parameter.In == "path" {
				operation.Path = "/{color}"
			}
			s := serve(t, answer(204, nil))
			if err := s.client(t).Call(context.Background(), &operation, runtime.Values{"Color": each.value}, nil); err != nil {
				t.Fatal(err)
			}
			equal(t, strings.TrimPrefix(s.seen()[0].RequestURI, "/"), strings.TrimPrefix(each.want, "/"))
		})
	}
}

func readTime(text string) runtime.Time {
	var read runtime.Time
	// Any text is one.
	_ = read.UnmarshalText([]byte(text))
	return read
}

func TestHeadersAndCookies(t *testing.T) {
	operation := runtime.Operation{ID: "x", Method: "GET", Path: "/", Parameters: []runtime.Parameter{
		{Key: "Trace", Name: "X-Trace", In: "header"}, {Key: "A", Name: "a", In: "cookie"}, {Key: "B", Name: "b", In: "cookie"},
	}}
	s := serve(t, answer(204, nil))
	values := runtime.Values{}.With(struct {
		Trace []string
		A     *string
		B     int64
	}{Trace: list[:2], B: 2})
	if err := s.client(t).Call(context.Background(), &operation, values, nil); err != nil {
		t.Fatal(err)
	}
	equal(t, s.seen()[0].Header.Get("X-Trace"), "blue,black")
	equal(t, s.seen()[0].Header.Get("Cookie"), "b=2")
	err := s.client(t).Call(context.Background(), &operation, runtime.Values{"Trace": "a\r\nEvil: 1"}, nil)
	equal(t, codeOf(err), runtime.CodeInvalidParameter)
}

func TestBodiesAreWrittenByTheirForm(t *testing.T) {
	for name, each := range map[string]struct {
		body  runtime.Body
		value any
		want  string
	}{
		"json":  {runtime.Body{MediaType: "application/json", Form: "json"}, map[string]any{"a": nil}, `{"a":null}`},
		"lines": {runtime.Body{MediaType: "application/jsonl", Form: "jsonl"}, []thing{{"a"}, {"b"}}, "{\"id\":\"a\"}\n{\"id\":\"b\"}\n"},
		"form": {
			runtime.Body{MediaType: "application/x-www-form-urlencoded", Form: "form", Encodings: map[string]runtime.Encoding{"b": {ContentType: "application/json"}}},
			map[string]any{"a": "x y", "b": []int{1}, "c": []int{1, 2}}, "a=x+y&b=%5B1%5D&c=1&c=2",
		},
		"text":  {runtime.Body{MediaType: "text/plain", Form: "text"}, "plain", "plain"},
		"bytes": {runtime.Body{MediaType: "image/png", Form: "binary"}, []byte("\x89PNG"), "\x89PNG"},
		"file":  {runtime.Body{MediaType: "image/png", Form: "binary"}, runtime.FileOf("a.png", []byte("P")), "P"},
	} {
		t.Run(name, func(t *testing.T) {
			operation := runtime.Operation{ID: "x", Method: "POST", Path: "/", Bodies: []runtime.Body{each.body}}
			s := serve(t, answer(204, nil))
			if err := s.client(t).Call(context.Background(), &operation, runtime.Values{"Body": each.value}, nil); err != nil {
				t.Fatal(err)
			}
			equal(t, s.bodies[0], each.want)
			equal(t, s.seen()[0].Header.Get("Content-Type"), each.body.MediaType)
		})
	}
	operation := makeThing
	err := newClient(t, runtime.WithURL("a.test")).Call(context.Background(), &operation, runtime.Values{"Body": 1}, nil, runtime.WithContentType("text/csv"))
	equal(t, codeOf(err), runtime.CodeConfigurationInvalid)
}

func TestMultipartBodies(t *testing.T) {
	operation := runtime.Operation{ID: "x", Method: "POST", Path: "/", IdempotencyHeader: "Idempotency-Key", Bodies: []runtime.Body{{
		MediaType: "multipart/form-data", Form: "multipart", Encodings: map[string]runtime.Encoding{"meta": {ContentType: "application/vnd.x+json"}},
	}}}
	type upload struct {
		File  runtime.File               `json:"file"`
		Name  string                     `json:"name"`
		Meta  map[string]int             `json:"meta"`
		Tags  []string                   `json:"tags"`
		Extra map[string]json.RawMessage `json:"-"`
	}
	s := serve(t, answer(503, nil), answer(204, nil))
	body := upload{runtime.FileOf("é\".txt", []byte("hello")), "n", map[string]int{"a": 1}, []string{"x", "y"}, nil}
	if err := s.client(t).Call(context.Background(), &operation, runtime.Values{"Body": body}, nil); err != nil {
		t.Fatal(err)
	}
	equal(t, s.bodies[0], s.bodies[1])
	_, parameters, err := mime.ParseMediaType(s.seen()[0].Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	reader := multipart.NewReader(strings.NewReader(s.bodies[0]), parameters["boundary"])
	var parts []string
	for part, err := reader.NextPart(); err != io.EOF; part, err = reader.NextPart() {
		if err != nil {
			t.Fatal(err)
		}
		data, _ := io.ReadAll(part)
		parts = append(parts, strings.Join([]string{part.FormName(), part.FileName(), part.Header.Get("Content-Type"), string(data)}, "|"))
	}
	want := "file|é%22.txt|application/octet-stream|hello name|||n meta||application/vnd.x+json|{\"a\":1} tags|||x tags|||y"
	equal(t, strings.Join(parts, " "), want)
}
