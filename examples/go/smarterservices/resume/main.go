// What happens while a client is away: missed events in order after a cut and after a planned pause, or a gap.
package main

import (
	"context"
	"fmt"
	"log"
	"slices"
	"strings"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
	"github.com/parlance-dev/parlance/packages/runtime/go/realtime"
	parlance "github.com/parlance-dev/parlance/packages/sdk/go"

	"github.com/parlance-dev/parlance/examples/go/internal/expect"
	"github.com/parlance-dev/parlance/examples/go/internal/inbox"
	"github.com/parlance-dev/parlance/examples/go/internal/relay"
)

const topic = "session.status"

// listener is what a program keeps of the topic.
type listener struct {
	numbers *inbox.Inbox[string]
	gaps    *inbox.Inbox[*realtime.Gap]
}

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	backend, err := parlance.NewClient()
	if err != nil {
		return err
	}
	if _, err := backend.Topics.Create(ctx, &parlance.TopicsCreateParams{Body: parlance.TopicCreate{Name: topic}}); err != nil {
		return err
	}
	kept := &listener{inbox.New[string](), inbox.New[*realtime.Gap]()}
	position, err := kept.overACut(ctx, backend)
	if err != nil {
		return err
	}

	// The program has ended, with the position in its pocket, and another one goes on.
	if err := emit(ctx, backend, 6, 7); err != nil {
		return err
	}
	return kept.inANewProgram(ctx, backend, position)
}

func (l *listener) overACut(ctx context.Context, backend *parlance.Client) (protocol.Position, error) {
	var position protocol.Position
	line, err := relay.Start(backend.URL())
	if err != nil {
		return position, err
	}
	defer line.Close()
	relayed, err := parlance.NewClient(runtime.WithURL(line.URL))
	if err != nil {
		return position, err
	}
	rt, err := parlance.NewRealtime(relayed)
	if err != nil {
		return position, err
	}
	defer rt.Close()
	subscription, _, err := l.subscribe(ctx, rt)
	if err != nil {
		return position, err
	}
	if err := emit(ctx, backend, 1, 2); err != nil {
		return position, err
	}
	l.numbers.AtLeast(2)

	states := inbox.New[string]()
	rt.OnState(func(state protocol.ConnectionState) { states.Add(state.Status()) })
	if err := line.Cut(func() error { return emit(ctx, backend, 3, 4, 5) }); err != nil {
		return position, err
	}
	expect.Equal(l.numbers.AtLeast(5), []string{"1", "2", "3", "4", "5"})
	seen := states.Items()
	expect.Equal(seen[0], "reconnecting")
	expect.Equal(slices.Index(seen, "connected"), len(seen)-1)
	fmt.Printf("A cut: %s; the events 3, 4 and 5 followed in order\n", strings.Join(seen, ", "))
	position, _ = subscription.Position()
	return position, nil
}

func (l *listener) inANewProgram(ctx context.Context, backend *parlance.Client, position protocol.Position) error {
	rt, err := parlance.NewRealtime(backend)
	if err != nil {
		return err
	}
	defer rt.Close()
	_, subscribed, err := l.subscribe(ctx, rt, realtime.WithSince(position))
	if err != nil {
		return err
	}
	expect.Equal(subscribed.Recovered, protocol.RecoveryYes)
	expect.Equal(l.numbers.AtLeast(7), []string{"1", "2", "3", "4", "5", "6", "7"})
	expect.Equal(len(l.gaps.Items()), 0)
	fmt.Println("A new program that knows the position: 6 and 7 followed, no gap")

	// A position that the log does not know is answered by a gap, never by silence.
	stranger := protocol.Position{Epoch: "another-life", Offset: 1}
	_, subscribed, err = l.subscribe(ctx, rt, realtime.WithSince(stranger))
	if err != nil {
		return err
	}
	expect.Equal(subscribed.Recovered, protocol.RecoveryNo)
	fmt.Printf("A position of another life of the log: a gap, because of %s\n", l.gaps.AtLeast(1)[0].Reason)
	return nil
}

func (l *listener) subscribe(
	ctx context.Context, rt *parlance.Realtime, options ...realtime.SubscribeOption,
) (*realtime.Subscription, protocol.Subscribed, error) {
	channel, err := rt.Topics(topic)
	if err != nil {
		return nil, protocol.Subscribed{}, err
	}
	subscription, err := channel.Subscribe(func(message realtime.Message[*parlance.TopicEventPublishedEvent]) {
		l.numbers.Add(fmt.Sprint(message.Data.Data.Payload.Or(nil)))
	}, append(options, realtime.OnGap(l.gaps.Add))...)
	if err != nil {
		return nil, protocol.Subscribed{}, err
	}
	subscribed, err := subscription.Ready(ctx)
	return subscription, subscribed, err
}

func emit(ctx context.Context, backend *parlance.Client, numbers ...int) error {
	for _, number := range numbers {
		body := parlance.DomainEventCreate{Type: "counted", Payload: runtime.Value[any](number)}
		if _, err := backend.Topics.Publish(ctx, topic, &parlance.TopicsPublishParams{Body: body}); err != nil {
			return err
		}
	}
	return nil
}
