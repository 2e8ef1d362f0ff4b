// What is sent again and what is not: a proxy stands before the platform and fails as told.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"math"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"sync/atomic"
	"time"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
	parlance "github.com/parlance-dev/parlance/packages/sdk/go"

	"github.com/parlance-dev/parlance/examples/go/internal/expect"
)

// proxy fails as often as it is told, and hands on everything else.
type proxy struct {
	to       http.Handler
	failures atomic.Int64
	requests atomic.Int64
}

func (p *proxy) ServeHTTP(response http.ResponseWriter, request *http.Request) {
	p.requests.Add(1)
	if p.failures.Add(-1) >= 0 {
		response.Header().Set("Retry-After", "0")
		response.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	p.to.ServeHTTP(response, request)
}

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	platform, err := url.Parse(os.Getenv("PARLANCE_URL"))
	if err != nil {
		return err
	}
	failing := &proxy{to: httputil.NewSingleHostReverseProxy(platform)}
	server := httptest.NewServer(failing)
	defer server.Close()

	ctx, stop := context.WithCancel(ctx)
	defer stop()
	stopping := false
	client, err := parlance.NewClient(
		runtime.WithURL(server.URL),
		runtime.WithTimeout(10*time.Second),
		runtime.WithHooks(runtime.Hooks{
			OnRetry: func(_ context.Context, attempt *runtime.Attempt, _ time.Duration, err runtime.Error) {
				if stopping {
					stop()
					return
				}
				fmt.Printf("Attempt %d failed (%s); once more\n", attempt.Number, err.Code())
			},
		}),
	)
	if err != nil {
		return err
	}
	publish := func(event string, options ...runtime.CallOption) error {
		body := parlance.MessageCreate{Event: &event, Data: "Hello World"}
		_, err := client.Channels.Publish(ctx, "lobby", &parlance.ChannelsPublishParams{Body: body}, options...)
		return err
	}

	failing.failures.Store(2)
	if err := publish("greeting"); err != nil {
		return err
	}
	expect.Equal(failing.requests.Load(), 3)
	fmt.Println("The third attempt succeeded")

	failing.requests.Store(0)
	expect.Refusal[*runtime.BadRequestError](publish("parlance:x"), "validation_failed")
	expect.Equal(failing.requests.Load(), 1)
	fmt.Println("A bad request is not sent again")

	failing.failures.Store(math.MaxInt64)
	stopping = true
	err = publish("greeting", runtime.WithRetries(100))
	expect.Refusal[*runtime.AbortError](err, runtime.CodeAborted)
	expect.Equal(errors.Is(err, context.Canceled), true)
	fmt.Println("A call whose context is cancelled stops at once")
	return nil
}
