// The ways to say who calls: a static token, an application's credentials, the environment; explicit values win.
package main

import (
	"context"
	"fmt"
	"log"
	"strings"
	"sync"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
	parlance "github.com/parlance-dev/parlance/packages/sdk/go"

	"github.com/parlance-dev/parlance/examples/go/internal/expect"
)

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	// Without arguments everything comes from PARLANCE_URL, PARLANCE_CLIENT_ID and PARLANCE_CLIENT_SECRET.
	fromEnvironment, err := parlance.NewClient()
	if err != nil {
		return err
	}
	me, err := fromEnvironment.Tokens.Whoami(ctx, nil)
	if err != nil {
		return err
	}
	fmt.Printf("From the environment: the application %s\n", me.ApplicationID)

	application, err := fourCalls(ctx)
	if err != nil {
		return err
	}

	// A static token, e.g. for a browser; the environment's credentials are then void.
	signed, err := application.CreateToken(runtime.TokenRequest{
		Subject: "ada",
		Grants:  []parlance.Grant{{Scopes: []parlance.Scope{"tunnels:read"}}},
	})
	if err != nil {
		return err
	}
	browser, err := parlance.NewClient(runtime.WithToken(signed.Token))
	if err != nil {
		return err
	}
	identity, err := browser.Tokens.Whoami(ctx, nil)
	if err != nil {
		return err
	}
	expect.Equal(*identity.UserID, "ada")
	fmt.Printf("With a static token: the user %s, who may %s\n", *identity.UserID, strings.Join(identity.Scopes, ", "))
	page, err := browser.Tunnels.List(ctx, nil).Page()
	if err != nil {
		return err
	}
	expect.Equal(len(page.Items), 0)

	// What is given explicitly wins over the environment, even when it is wrong.
	wrong, err := parlance.NewClient(runtime.WithToken("not-a-token"))
	if err != nil {
		return err
	}
	_, err = wrong.Tunnels.List(ctx, nil).Page()
	refused := expect.Refusal[*runtime.UnauthorizedError](err, "invalid_token")
	fmt.Printf("An explicit wrong token is not replaced by the environment's: %s\n", refused.Code())
	return nil
}

// fourCalls shows that an application signs its short-lived tokens itself, one for many calls.
func fourCalls(ctx context.Context) (*parlance.Client, error) {
	var sent sync.Map
	application, err := parlance.NewClient(runtime.WithHooks(runtime.Hooks{
		OnRequest: func(ctx context.Context, attempt *runtime.Attempt) (context.Context, error) {
			sent.Store(attempt.Header.Get("Authorization"), true)
			return ctx, nil
		},
	}))
	if err != nil {
		return nil, err
	}
	calls := []func() error{
		func() error { _, err := application.Tunnels.List(ctx, nil).Page(); return err },
		func() error { _, err := application.Clients.List(ctx, nil).Page(); return err },
		func() error { _, err := application.Tokens.Whoami(ctx, nil); return err },
	}
	failures := make(chan error)
	for _, call := range calls {
		go func() { failures <- call() }()
	}
	for range calls {
		if err := <-failures; err != nil {
			return nil, err
		}
	}
	if err := calls[0](); err != nil {
		return nil, err
	}
	tokens := 0
	sent.Range(func(any, any) bool { tokens++; return true })
	expect.Equal(tokens, 1)
	fmt.Println("Four calls with application credentials: one token")
	return application, nil
}
