package runtime_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
)

// impatientClock is a clock on which waits below a minute are over at once, and longer ones, which are time limits, never.
type impatientClock struct {
	mutex sync.Mutex
	now   time.Time
	waits []time.Duration
}

func newClock() *impatientClock {
	return &impatientClock{now: time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)}
}

func (c *impatientClock) Now() time.Time {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.now
}

func (c *impatientClock) AfterFunc(d time.Duration, f func()) func() bool {
	if d < time.Minute {
		c.mutex.Lock()
		c.waits = append(c.waits, d)
		c.now = c.now.Add(d)
		c.mutex.Unlock()
		go f()
	}
	return func() bool { return true }
}

func (c *impatientClock) waited() []time.Duration {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return slices.Clone(c.waits)
}

func (c *impatientClock) advance(d time.Duration) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.now = c.now.Add(d)
}

// server answers call after call by the handlers; the last one answers all further calls.
type server struct {
	*httptest.Server
	mutex    sync.Mutex
	requests []*http.Request
	bodies   []string
}

func serve(t *testing.T, handlers ...http.HandlerFunc) *server {
	t.Helper()
	s := &server{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		s.mutex.Lock()
		index := min(len(s.requests), len(handlers)-1)
		s.requests = append(s.requests, r)
		s.bodies = append(s.bodies, string(body))
		s.mutex.Unlock()
		handlers[index](w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *server) seen() []*http.Request {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return slices.Clone(s.requests)
}

func (s *server) client(t *testing.T, options ...runtime.ClientOption) *runtime.Client {
	t.Helper()
	all := append([]runtime.ClientOption{runtime.WithURL(s.URL), runtime.WithClock(newClock())}, options...)
	return newClient(t, all...)
}

func newClient(t *testing.T, options ...runtime.ClientOption) *runtime.Client {
	t.Helper()
	client, err := runtime.NewClient(runtime.Setup{Product: "acme-go/1.0.0", ApplicationTokens: true}, options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return client
}

func answer(status int, value any, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		for i := 0; i < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(status)
		if value != nil {
			_ = json.NewEncoder(w).Encode(value)
		}
	}
}

// hangUp breaks the connection.
func hangUp(w http.ResponseWriter, _ *http.Request) {
	connection, _, err := http.NewResponseController(w).Hijack()
	if err == nil {
		_ = connection.Close()
	}
}

func codeOf(err error) string {
	var failed runtime.Error
	if errors.As(err, &failed) {
		return failed.Code()
	}
	return ""
}

func equal[T comparable](t *testing.T, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

var getThing = runtime.Operation{
	ID: "things.get", Method: "GET", Path: "/things/{thing}",
	Parameters: []runtime.Parameter{{Key: "Thing", Name: "thing", In: "path"}},
	Headers:    []runtime.Header{{Key: "ETag"}, {Key: "Left", Name: "RateLimit-Remaining", Type: "number"}},
}

var makeThing = runtime.Operation{
	ID: "things.make", Method: "POST", Path: "/things",
	Bodies: []runtime.Body{{MediaType: "application/json", Form: "json"}},
}

type thing struct {
	ID string `json:"id"`
}
