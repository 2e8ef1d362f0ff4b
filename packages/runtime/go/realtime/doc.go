// Package realtime is a realtime client: one connection that comes back by itself, and the channels on it.
//
//	client, err := realtime.New("wss://platform.example/v1/socket", realtime.WithTokenSource(fetchToken))
//	chat := client.Channel("chat-42")
//	subscription, err := chat.Subscribe(func(message realtime.Message[json.RawMessage]) { … })
//	published, err := chat.Publish(ctx, "message", map[string]string{"text": "Hello"})
//	for message, err := range chat.Messages(ctx) { … }
//	defer client.Close()
//
// It connects when it is first used. Messages come in order and once, over reconnects too; what is lost is told as a Gap, never
// silently. Publishes that are unanswered when the connection breaks are sent again and taken once.
//
// All of it is safe for concurrent use. Handlers are called one after the other by a goroutine of the client's, so that they may
// call anything here, and block; for work that takes long Channel.Messages is the better choice, which slows down one channel
// instead of all.
package realtime
