package runtime

import (
	"context"
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
)

// outgoing is what credentials may change of a request.
type outgoing struct {
	url    string
	header http.Header
	// bound is set once it carries a key that must not follow a redirect to another origin.
	bound bool
}

// authorize puts the credentials of the first alternative that the client can fulfil on a request. It gives the bearer token it sent, to
// name it should the server refuse it. An Authorization that the caller set wins.
func (c *Client) authorize(ctx context.Context, request *outgoing, operation *Operation) (string, error) {
	if request.header.Get("Authorization") != "" {
		return "", nil
	}
	alternatives := operation.Security
	if alternatives == nil {
		alternatives = [][]string{{""}, {}}
	}
	anonymous := len(alternatives) == 0
	for _, names := range alternatives {
		if len(names) == 0 {
			anonymous = true
			continue
		}
		if c.canApply(names) {
			return c.applyAll(ctx, request, names)
		}
	}
	if anonymous {
		return "", nil
	}
	wanted := make([]string, 0, len(alternatives))
	for _, names := range alternatives {
		options := make([]string, 0, len(names))
		for _, name := range names {
			options = append(options, c.optionOf(name))
		}
		wanted = append(wanted, strings.Join(options, " and "))
	}
	message := fmt.Sprintf("%s needs credentials: give the client %s", operation.ID, strings.Join(wanted, ", or "))
	return "", &CredentialsError{failure{code: CodeCredentialsMissing, message: message, operation: operation.ID}}
}

// optionOf is the option that gives a scheme's credentials, and the environment variable where there is one.
func (c *Client) optionOf(name string) string {
	switch c.schemeOf(name).Type {
	case "basic":
		return fmt.Sprintf("WithBasicAuth (%s)", name)
	case "apiKey":
		return fmt.Sprintf("WithAPIKey (%s)", name)
	}
	if c.setup.Environment == "" {
		return fmt.Sprintf("WithToken (%s)", name)
	}
	return fmt.Sprintf("WithToken or %s_TOKEN (%s)", c.setup.Environment, name)
}

func (c *Client) schemeOf(name string) SecurityScheme {
	if scheme, ok := c.setup.Security[name]; ok {
		return scheme
	}
	return SecurityScheme{Type: "bearer"}
}

func (c *Client) apiKey(name string) (string, bool) {
	if key, ok := c.apiKeys[name]; ok {
		return key, true
	}
	key, ok := c.apiKeys[""]
	return key, ok
}

func (c *Client) canApply(names []string) bool {
	for _, name := range names {
		able := false
		switch c.schemeOf(name).Type {
		case "basic":
			able = c.basic != nil
		case "apiKey":
			_, able = c.apiKey(name)
		default:
			able = c.bearer != nil
		}
		if !able {
			return false
		}
	}
	return true
}

func (c *Client) applyAll(ctx context.Context, request *outgoing, names []string) (token string, err error) {
	for _, name := range names {
		switch scheme := c.schemeOf(name); scheme.Type {
		case "basic":
			pair := c.basic.username + ":" + c.basic.password
			err = request.setSecret("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(pair)))
		case "apiKey":
			key, _ := c.apiKey(name)
			err = request.setKey(scheme, key)
		default:
			if token, err = c.bearer.Token(ctx); err == nil {
				err = request.setSecret("Authorization", "Bearer "+token)
			}
		}
		if err != nil {
			return "", err
		}
	}
	return token, nil
}

// setSecret sets a header to a secret, which no error shows.
func (o *outgoing) setSecret(name, value string) error {
	if strings.ContainsFunc(value, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }) {
		message := name + " holds characters that no HTTP header can carry"
		return &CredentialsError{failure{code: CodeCredentialsFailed, message: message}}
	}
	o.header.Set(name, value)
	return nil
}

func (o *outgoing) setKey(scheme SecurityScheme, key string) error {
	pair := percentEncode(scheme.Name) + "=" + percentEncode(key)
	switch scheme.In {
	case "query":
		glue := "?"
		if strings.Contains(o.url, "?") {
			glue = "&"
		}
		o.url += glue + pair
	case "cookie":
		if cookies := o.header.Get("Cookie"); cookies != "" {
			pair = cookies + "; " + pair
		}
		return o.setSecret("Cookie", pair)
	default:
		// A redirect to another origin drops Authorization and Cookie, but no header of a platform's own.
		o.bound = o.bound || !strings.EqualFold(scheme.Name, "Authorization")
		return o.setSecret(scheme.Name, key)
	}
	return nil
}
