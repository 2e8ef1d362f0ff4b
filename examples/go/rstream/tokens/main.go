// Short-lived tokens and what happens when one expires; the SDK's clock is turned instead of waited for.
package main

import (
	"context"
	"fmt"
	"log"
	"time"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
	"github.com/parlance-dev/parlance/packages/runtime/go/runtimetest"
	parlance "github.com/parlance-dev/parlance/packages/sdk/go"

	"github.com/parlance-dev/parlance/examples/go/internal/expect"
)

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	clock := runtimetest.NewVirtualClock()
	clock.Jump(time.Since(clock.Now()) - 2*time.Minute)
	// Calls come one after the other here.
	tokens := map[string]bool{}
	client, err := parlance.NewClient(runtime.WithClock(clock), runtime.WithHooks(runtime.Hooks{
		OnRequest: func(ctx context.Context, attempt *runtime.Attempt) (context.Context, error) {
			tokens[attempt.Header.Get("Authorization")] = true
			return ctx, nil
		},
	}))
	if err != nil {
		return err
	}

	// Signed here, without a call, so it can be one of two minutes ago.
	past, err := client.CreateToken(runtime.TokenRequest{})
	if err != nil {
		return err
	}

	// The platform forgives clocks that are half a minute off. 60 seconds unless told otherwise.
	clock.Advance(100 * time.Second)
	short, err := client.CreateToken(runtime.TokenRequest{})
	if err != nil {
		return err
	}
	asked, err := client.CreateToken(runtime.TokenRequest{Lifetime: time.Minute})
	if err != nil {
		return err
	}
	for _, signed := range []runtime.SignedToken{short, asked} {
		body := parlance.TokenIntrospect{Token: signed.Token}
		seen, err := client.Tokens.Introspect(ctx, &parlance.TokensIntrospectParams{Body: body})
		if err != nil {
			return err
		}
		expect.Equal(seen.Active, true)
		expect.Equal(*seen.Exp-*seen.Iat, 60)
	}
	fmt.Println("With and without a lifetime of 60 s: a token for 60 s")

	if err := list(ctx, short); err != nil {
		return err
	}
	expired := expect.Refusal[*runtime.UnauthorizedError](list(ctx, past), "token_expired")
	fmt.Printf("Two minutes later a token is refused: %s\n", expired.Code())

	expect.Equal(len(tokens), 1)
	clock.Advance(50 * time.Second)
	if _, err := client.Tunnels.List(ctx, nil).Page(); err != nil {
		return err
	}
	expect.Equal(len(tokens), 2)
	fmt.Println("Before its own is so old the application's client has signed itself a new one")
	return nil
}

func list(ctx context.Context, signed runtime.SignedToken) error {
	holder, err := parlance.NewClient(runtime.WithToken(signed.Token))
	if err != nil {
		return err
	}
	_, err = holder.Tunnels.List(ctx, nil).Page()
	return err
}
