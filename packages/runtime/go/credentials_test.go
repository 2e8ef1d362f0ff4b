package runtime_test

import (
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
)

var seed = []byte("0123456789abcdef0123456789abcdef")

func clientSecret() string {
	return "plsk_" + base64.RawURLEncoding.EncodeToString(ed25519.NewKeyFromSeed(seed))
}

func jwt(expires time.Time) string {
	payload := fmt.Sprintf(`{"exp":%d}`, expires.Unix())
	return "e30." + base64.RawURLEncoding.EncodeToString([]byte(payload)) + ".x"
}

func TestAnApplicationSignsItsTokens(t *testing.T) {
	s := serve(t, answer(204, nil))
	clock := newClock()
	client := s.client(t, runtime.WithApplication("app_1", clientSecret()), runtime.WithClock(clock))
	for range 2 {
		if err := client.Call(context.Background(), &getThing, one, nil); err != nil {
			t.Fatal(err)
		}
	}
	seen := s.seen()
	token, ok := strings.CutPrefix(seen[0].Header.Get("Authorization"), "Bearer ")
	equal(t, ok, true)
	equal(t, seen[1].Header.Get("Authorization"), "Bearer "+token)
	parts := strings.Split(token, ".")
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	if err != nil || !ed25519.Verify(ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey), []byte(parts[0]+"."+parts[1]), signature) {
		t.Error("the signature does not fit")
	}
	data, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		t.Fatal(err)
	}
	var claims map[string]any
	if err := json.Unmarshal(data, &claims); err != nil {
		t.Fatal(err)
	}
	equal(t, claims["iss"], any("app_1"))
	equal(t, claims["aud"], any("parlance"))
	equal(t, claims["exp"].(float64)-claims["iat"].(float64), 60)

	clock.advance(49 * time.Second)
	if err := client.Call(context.Background(), &getThing, one, nil); err != nil {
		t.Fatal(err)
	}
	if s.seen()[2].Header.Get("Authorization") == "Bearer "+token {
		t.Error("the token was not renewed before its end")
	}
}

func TestTokensForOthers(t *testing.T) {
	client := newClient(t, runtime.WithURL("api.test"), runtime.WithApplication("app_1", clientSecret()))
	signed, err := client.CreateToken(runtime.TokenRequest{Lifetime: time.Hour, Subject: "user_1"})
	if err != nil || strings.Count(signed.Token, ".") != 2 {
		t.Errorf("got %+v, %v", signed, err)
	}
	_, err = client.CreateToken(runtime.TokenRequest{Lifetime: 2 * time.Hour})
	equal(t, codeOf(err), runtime.CodeConfigurationInvalid)
	_, err = newClient(t, runtime.WithURL("api.test"), runtime.WithToken("t")).CreateToken(runtime.TokenRequest{})
	equal(t, codeOf(err), runtime.CodeCredentialsMissing)
}

func TestManyCallsWaitForOneToken(t *testing.T) {
	s := serve(t, answer(204, nil))
	var asked atomic.Int32
	waiting := make(chan struct{})
	callback := func(context.Context) (string, error) {
		asked.Add(1)
		<-waiting
		return "t1", nil
	}
	client := s.client(t, runtime.WithTokenCallback(callback))
	var calls sync.WaitGroup
	for range 20 {
		calls.Add(1)
		go func() {
			defer calls.Done()
			if err := client.Call(context.Background(), &getThing, one, nil); err != nil {
				t.Error(err)
			}
		}()
	}
	close(waiting)
	calls.Wait()
	equal(t, asked.Load(), 1)
}

func TestAnExpiredTokenIsReplacedOnceWithTheBody(t *testing.T) {
	s := serve(t, answer(401, map[string]any{"code": "token_expired"}), answer(204, nil))
	number := 0
	callback := func(context.Context) (string, error) {
		number++
		return fmt.Sprintf("t%d", number), nil
	}
	client := s.client(t, runtime.WithTokenCallback(callback))
	if err := client.Call(context.Background(), &makeThing, runtime.Values{"Body": thing{"1"}}, nil); err != nil {
		t.Fatal(err)
	}
	equal(t, s.seen()[1].Header.Get("Authorization"), "Bearer t2")
	equal(t, strings.Join(s.bodies, ""), `{"id":"1"}{"id":"1"}`)

	refusing := serve(t, answer(401, nil))
	err := refusing.client(t, runtime.WithTokenCallback(callback)).Call(context.Background(), &getThing, one, nil)
	var unknown *runtime.UnauthorizedError
	equal(t, errors.As(err, &unknown), true)
	equal(t, len(refusing.seen()), 2)
}

func TestATokenIsRenewedBeforeItEnds(t *testing.T) {
	clock := newClock()
	asked := 0
	callback := func(context.Context) (string, error) {
		asked++
		return jwt(clock.Now().Add(100 * time.Second)), nil
	}
	client := serve(t, answer(204, nil)).client(t, runtime.WithTokenCallback(callback), runtime.WithClock(clock))
	for _, step := range []struct {
		advance time.Duration
		want    int
	}{{0, 1}, {79 * time.Second, 1}, {2 * time.Second, 2}} {
		clock.advance(step.advance)
		if err := client.Call(context.Background(), &getThing, one, nil); err != nil {
			t.Fatal(err)
		}
		equal(t, asked, step.want)
	}
}

func TestAFailingCallbackIsACredentialsError(t *testing.T) {
	cause := errors.New("no network")
	client := serve(t, answer(204, nil)).client(t,
		runtime.WithTokenCallback(func(context.Context) (string, error) { return "", cause }), runtime.WithRetries(0))
	err := client.Call(context.Background(), &getThing, one, nil)
	var failed *runtime.CredentialsError
	equal(t, errors.As(err, &failed) && errors.Is(err, cause), true)
}

func TestSecuritySchemes(t *testing.T) {
	setup := runtime.Setup{Security: map[string]runtime.SecurityScheme{
		"basic": {Type: "basic"}, "header": {Type: "apiKey", In: "header", Name: "X-Key"},
		"query": {Type: "apiKey", In: "query", Name: "key"}, "cookie": {Type: "apiKey", In: "cookie", Name: "sid"},
	}}
	for name, each := range map[string]struct {
		security [][]string
		options  []runtime.ClientOption
		header   string
		want     string
		uri      string
	}{
		"basic":       {[][]string{{"basic"}}, []runtime.ClientOption{runtime.WithBasicAuth("u", "pä")}, "Authorization", "Basic dTpww6Q=", "/things/1"},
		"header":      {[][]string{{"header"}}, []runtime.ClientOption{runtime.WithAPIKey("k")}, "X-Key", "k", "/things/1"},
		"query":       {[][]string{{"query"}}, []runtime.ClientOption{runtime.WithAPIKey("k&", "query")}, "X-Key", "", "/things/1?key=k%26"},
		"cookie":      {[][]string{{"cookie"}}, []runtime.ClientOption{runtime.WithAPIKey("k")}, "Cookie", "sid=k", "/things/1"},
		"alternative": {[][]string{{"basic", "header"}, {"bearer"}}, []runtime.ClientOption{runtime.WithToken("t")}, "Authorization", "Bearer t", "/things/1"},
		"none":        {[][]string{}, []runtime.ClientOption{runtime.WithToken("t")}, "Authorization", "", "/things/1"},
		"own header":  {[][]string{{"bearer"}}, []runtime.ClientOption{runtime.WithToken("t"), runtime.WithHeader("Authorization", "Own")}, "Authorization", "Own", "/things/1"},
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, answer(204, nil))
			client, err := runtime.NewClient(setup, append(each.options, runtime.WithURL(s.URL))...)
			if err != nil {
				t.Fatal(err)
			}
			operation := getThing
			operation.Security = each.security
			if err := client.Call(context.Background(), &operation, runtime.Values{"Thing": "1"}, nil); err != nil {
				t.Fatal(err)
			}
			equal(t, s.seen()[0].Header.Get(each.header), each.want)
			equal(t, s.seen()[0].URL.RequestURI(), each.uri)
		})
	}
	operation := getThing
	operation.Security = [][]string{{"header"}}
	client := newClient(t, runtime.WithURL("api.test"))
	equal(t, codeOf(client.Call(context.Background(), &operation, one, nil)), runtime.CodeCredentialsMissing)
}

func TestMissingCredentialsAreToldByTheirOptions(t *testing.T) {
	setup := runtime.Setup{Environment: "ACME", Security: map[string]runtime.SecurityScheme{
		"basic": {Type: "basic"}, "key": {Type: "apiKey", In: "header", Name: "X-Key"}, "oauth": {Type: "bearer"},
	}}
	client, err := runtime.NewClient(setup, runtime.WithURL("api.test"))
	if err != nil {
		t.Fatal(err)
	}
	operation := getThing
	operation.Security = [][]string{{"basic", "key"}, {"oauth"}}
	err = client.Call(context.Background(), &operation, one, nil)
	equal(t, strings.Contains(err.Error(), "give the client WithBasicAuth (basic) and WithAPIKey (key), or WithToken or ACME_TOKEN (oauth)"), true)
}

func TestRedirectsTakeNoCredentialsElsewhere(t *testing.T) {
	other := serve(t, answer(204, nil))
	moved := func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, other.URL+"/x", http.StatusTemporaryRedirect)
	}
	s := serve(t, moved)
	operation := getThing
	operation.Security = [][]string{{"query"}}
	setup := runtime.Setup{Security: map[string]runtime.SecurityScheme{
		"query": {Type: "apiKey", In: "query", Name: "key"}, "header": {Type: "apiKey", In: "header", Name: "X-Key"},
	}}
	client, err := runtime.NewClient(setup, runtime.WithURL(s.URL), runtime.WithAPIKey("secret"), runtime.WithRetries(0))
	if err != nil {
		t.Fatal(err)
	}
	if err := client.Call(context.Background(), &operation, one, nil, runtime.WithHeader("Cookie", "a=b")); err != nil {
		t.Fatal(err)
	}
	seen := other.seen()[0]
	equal(t, seen.Header.Get("Cookie")+seen.Header.Get("Referer")+seen.URL.RawQuery, "")

	if err := s.client(t, runtime.WithToken("t")).Call(context.Background(), &getThing, one, nil); err != nil {
		t.Fatal(err)
	}
	equal(t, other.seen()[1].Header.Get("Authorization"), "")

	operation.Security = [][]string{{"header"}}
	err = client.Call(context.Background(), &operation, one, nil)
	equal(t, codeOf(err), runtime.CodeConnectionFailed)
	equal(t, len(other.seen()), 2)
	equal(t, strings.Contains(err.Error(), "secret"), false)
}
