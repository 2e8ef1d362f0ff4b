// Package runtimetest is for an application's own tests: a server in memory and a clock that stands still, so that nothing is sent and
// nothing is waited for.
//
//	transport := runtimetest.NewMemoryTransport()
//	clock := runtimetest.NewVirtualClock()
//	client, err := realtime.New("wss://platform.test/v1/socket", realtime.WithTransport(transport), realtime.WithClock(clock))
//	err = client.Connect(ctx)
//	transport.Connection().Publish("chat", "message", map[string]string{"text": "Hello"})
//	transport.Connection().Cut()
//	clock.Advance(time.Second)
package runtimetest
