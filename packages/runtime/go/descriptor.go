package runtime

// Operation is one operation of a contract as data. Generated code is made of these; Call, Paginate and Sequence of package codegen
// carry them out.
type Operation struct {
	// ID is the contract's operation id.
	ID     string
	Method string
	// Path is a template with {wire names}.
	Path string
	// Server is the base URL of this operation alone, when the contract gives it one.
	Server     string
	Parameters []Parameter
	// Bodies: the first one is the default; WithContentType chooses another.
	Bodies []Body
	// Accept is the value of that header; application/json unless given.
	Accept string
	// Reads is how a success is read when its Content-Type leaves it open: json, text, binary or none; by Content-Type unless given.
	Reads string
	// Sequence is sse or jsonl for operations that answer with a sequence.
	Sequence   string
	Pagination *Pagination
	// Headers are those that the contract declares for a success.
	Headers []Header
	// IdempotencyHeader makes an unsafe call repeatable; it is filled when the caller does not.
	IdempotencyHeader string
	// Security are alternatives, each a list of schemes needed together. Nil: what the client has is sent. Empty: nothing is.
	Security [][]string
}

// Parameter is how one parameter is written (OpenAPI 3.1 section 4.8.12). Empty members mean the standard's default for the place.
type Parameter struct {
	// Key is the name of the parameter among the arguments of a call.
	Key string
	// Name is the name on the wire; Key unless given.
	Name string
	// In is path, query, header or cookie.
	In string
	// Style is simple, label, matrix, form, spaceDelimited, pipeDelimited or deepObject.
	Style string
	// Explode is yes or no where it is not the style's own: yes for form, no else.
	Explode       Choice
	AllowReserved bool
	// JSON: the value is sent as one JSON text.
	JSON bool
}

// Choice is yes, no or neither.
type Choice uint8

// The choices.
const (
	Unset Choice = iota
	Yes
	No
)

func (c Choice) or(usual bool) bool {
	if c == Unset {
		return usual
	}
	return c == Yes
}

func (p *Parameter) wire() string {
	if p.Name == "" {
		return p.Key
	}
	return p.Name
}

// Body is one media type in which a request body may be sent.
type Body struct {
	MediaType string
	// Form is json, form, multipart, text, binary or jsonl.
	Form string
	// Encodings are the media types and styles of single properties of multipart and form bodies.
	Encodings map[string]Encoding
}

// Encoding is how one property of a form or multipart body is written.
type Encoding struct {
	ContentType string
	Style       string
	Explode     Choice
}

// Header is one declared response header.
type Header struct {
	// Key is the field of the struct that IntoHeaders fills.
	Key string
	// Name is the name on the wire; Key unless given.
	Name string
	// Type is how the text is read: number, boolean or json; as it is unless given.
	Type string
}

// Pagination is how a list continues. Items and Next are JSON pointers (RFC 6901) into the answer.
type Pagination struct {
	// Style is cursor, page, offset or link.
	Style string
	// Parameter is the name on the wire of what names a page.
	Parameter string
	Items     string
	Next      string
	// Start is the number of the first page.
	Start int64
}

// Setup is what a contract says about all its operations; generated code hands it over.
type Setup struct {
	// Product is the SDK's name and version for User-Agent, e.g. parlance-sdk/0.1.0.
	Product string
	// Environment is the prefix of the environment variables, e.g. PARLANCE; empty: the environment is not read.
	Environment string
	// Server is the URL of the first server with {variables}, and Variables are their defaults.
	Server    string
	Variables map[string]string
	// Security are the schemes by name; nil: every scheme is a bearer token.
	Security map[string]SecurityScheme
	// ApplicationTokens says that applications sign tokens themselves, as those of the Parlance platform do; else WithApplication is refused.
	ApplicationTokens bool
}

// SecurityScheme is a security scheme as far as a client can apply it.
type SecurityScheme struct {
	// Type is bearer, basic or apiKey.
	Type string
	// In is header, query or cookie, for keys.
	In string
	// Name is that of the header, parameter or cookie, for keys.
	Name string
}
