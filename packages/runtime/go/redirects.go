package runtime

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
)

const mostRedirects = 10

type boundKey struct{}

// followingRedirects gives a copy of the client that follows redirects without Authorization and Cookie to another origin, and refuses
// to go there with an API key in a header of its own. Nor does the Referer tell another origin the URL, which may hold a key.
func followingRedirects(given *http.Client) *http.Client {
	own := *given
	own.CheckRedirect = func(request *http.Request, via []*http.Request) error {
		if len(via) >= mostRedirects {
			return errors.New("more than 10 redirects")
		}
		if staysAtHome(request, via) {
			return nil
		}
		if request.Context().Value(boundKey{}) != nil {
			return errors.New("a redirect to another origin would take the API key along")
		}
		for _, name := range []string{"Authorization", "Cookie", "Referer"} {
			request.Header.Del(name)
		}
		return nil
	}
	return &own
}

// staysAtHome tells whether all requests go to the origin of the first.
func staysAtHome(request *http.Request, via []*http.Request) bool {
	home := via[0].URL
	for _, each := range append(via[1:len(via):len(via)], request) {
		if !sameOrigin(home, each.URL) {
			return false
		}
	}
	return true
}

func sameOrigin(a, b *url.URL) bool {
	return strings.EqualFold(a.Scheme, b.Scheme) && strings.EqualFold(a.Hostname(), b.Hostname()) && portOf(a) == portOf(b)
}

func portOf(u *url.URL) string {
	switch port := u.Port(); {
	case port != "":
		return port
	case strings.EqualFold(u.Scheme, "https"):
		return "443"
	default:
		return "80"
	}
}

// bind marks the requests of a context that carry a key.
func bind(ctx context.Context) context.Context { return context.WithValue(ctx, boundKey{}, true) }
