package protocol

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
)

// rig is a session in the hands of a test, which is its driver, its network and its clock. Random is always one half, unless a test says
// otherwise. Times are milliseconds from the beginning.
type rig struct {
	t       *testing.T
	session *Session
	now     int64
	// Everything asked for since clear.
	effects []Effect
	// The time of the last WakeEffect; -1: none.
	wakeAt    int64
	transport int
}

var epoch = time.UnixMilli(0)

func newRig(t *testing.T, change ...func(*SessionOptions)) *rig {
	t.Helper()
	options := SessionOptions{
		Client: ClientInfo{Name: "test", Version: "1.0.0"}, Instance: "me", Random: func() float64 { return 0.5 },
	}
	for _, each := range change {
		each(&options)
	}
	return &rig{t: t, session: NewSession(options), wakeAt: -1}
}

// random says what random numbers are, in place of one half.
func random(number float64) func(*SessionOptions) {
	return func(o *SessionOptions) { o.Random = func() float64 { return number } }
}

func (r *rig) time() time.Time { return epoch.Add(milliseconds(r.now)) }

func (r *rig) command(command Command) *rig { return r.take(r.session.Command(command, r.time())) }

func (r *rig) input(input Input) *rig { return r.take(r.session.Input(input, r.time())) }

// frames are of the server, on the newest transport, as JSON.
func (r *rig) frames(frames ...string) *rig {
	r.t.Helper()
	for _, text := range frames {
		decoded, err := DecodeFrames([]byte(text))
		if err != nil {
			r.t.Fatalf("%s: %v", text, err)
		}
		r.input(FrameInput{Transport: r.transport, Frame: decoded[0]})
	}
	return r
}

// pass lets time pass, waking the session whenever it asked for it.
func (r *rig) pass(ms int64) *rig {
	end := r.now + ms
	for r.wakeAt >= 0 && r.wakeAt <= end {
		r.now = max(r.now, r.wakeAt)
		r.wakeAt = -1
		r.take(r.session.Tick(r.time()))
	}
	r.now = end
	return r
}

const welcomeMembers = `"id":1,"connection":"conn_1","session":"secret-1","user":"ada","pingMs":25000,"pongWaitMs":10000,` +
	`"resumed":false,"windowMs":120000,"limits":{"frameBytes":65536,"subscriptions":500,"inFlight":500,"messagesPerSecond":50},` +
	`"retry":{"minMs":400,"maxMs":20000}`

// connected connects from the beginning, or answers the attempt that is under way. The members of welcome may be said anew.
func (r *rig) connected(changes ...string) *rig {
	r.t.Helper()
	if _, idle := r.session.State().(Idle); idle {
		r.command(ConnectCommand{})
	}
	if r.transport == 0 && len(of[FetchTokenEffect](r)) > 0 {
		r.input(TokenInput{Token: "token-1"})
	}
	// The later of two members of one name counts.
	return r.opened().frames("{" + strings.Join(append([]string{`"type":"welcome",` + welcomeMembers}, changes...), ",") + "}")
}

func (r *rig) opened() *rig { return r.input(OpenedInput{Transport: r.transport}) }

// cut: the connection breaks.
func (r *rig) cut(code ...int) *rig {
	input := ClosedInput{Transport: r.transport, Code: 1006}
	if len(code) > 0 {
		input.Code = code[0]
	}
	return r.input(input)
}

// reconnecting: the connection breaks, and time passes until the first retry has a transport.
func (r *rig) reconnecting() *rig { return r.cut().pass(250) }

func (r *rig) subscribe(subscription int, options ...SubscribeOptions) *rig {
	return r.subscribeTo(subscription, "chat", options...)
}

func (r *rig) subscribeTo(subscription int, channel string, options ...SubscribeOptions) *rig {
	command := SubscribeCommand{Subscription: subscription, Channel: channel}
	if len(options) > 0 {
		command.Options = options[0]
	}
	return r.command(command)
}

// publish publishes the number of the request.
func (r *rig) publish(request int, change ...func(*AskCommand)) *rig {
	return r.publishOn("chat", request, change...)
}

func (r *rig) publishOn(channel string, request int, change ...func(*AskCommand)) *rig {
	command := AskCommand{
		Request: request, Bytes: 100,
		Body: &PublishFrame{Channel: channel, Data: json.RawMessage(fmt.Sprint(request))},
	}
	for _, each := range change {
		each(&command)
	}
	return r.command(command)
}

func within(ms int64) func(*AskCommand) {
	return func(c *AskCommand) { c.Timeout = milliseconds(ms) }
}

func (r *rig) ask(request int, body ClientFrame, change ...func(*AskCommand)) *rig {
	command := AskCommand{Request: request, Body: body}
	for _, each := range change {
		each(&command)
	}
	return r.command(command)
}

// subscribeOk answers the newest subscribe, also one inside hello, with these members of a position.
func (r *rig) subscribeOk(offset int64, changes ...string) *rig {
	r.t.Helper()
	var id int64
	for _, hello := range sent[*HelloFrame](r) {
		if last := len(hello.Subscriptions) - 1; last >= 0 {
			id = max(id, hello.Subscriptions[last].ID)
		}
	}
	for _, each := range sent[*SubscribeFrame](r) {
		id = max(id, each.ID)
	}
	members := fmt.Sprintf(`"type":"ok","id":%d,"channel":"chat","epoch":"e001","offset":%d,"recovered":"none"`, id, offset)
	return r.frames("{" + strings.Join(append([]string{members}, changes...), ",") + "}")
}

func (r *rig) message(offset int64, more ...string) *rig {
	r.t.Helper()
	members := fmt.Sprintf(`"type":"message","channel":"chat","offset":%d`, offset)
	return r.frames("{" + strings.Join(append([]string{members}, more...), ",") + "}")
}

func (r *rig) clear() *rig {
	r.effects = nil
	return r
}

// of gives the effects of one type.
func of[Kind Effect](r *rig) []Kind {
	var all []Kind
	for _, effect := range r.effects {
		if each, ok := effect.(Kind); ok {
			all = append(all, each)
		}
	}
	return all
}

// sent gives the frames of one type that were sent.
func sent[Frame ClientFrame](r *rig) []Frame {
	var all []Frame
	for _, effect := range of[SendEffect](r) {
		if frame, ok := effect.Frame.(Frame); ok {
			all = append(all, frame)
		}
	}
	return all
}

// told gives the events of one type.
func told[Event SessionEvent](r *rig) []Event {
	var all []Event
	for _, effect := range of[EmitEffect](r) {
		if event, ok := effect.Event.(Event); ok {
			all = append(all, event)
		}
	}
	return all
}

// outcome says in a word how a request ended, and with which code; empty while it has not.
func (r *rig) outcome(request int) string {
	r.t.Helper()
	outcome := ""
	for _, event := range told[SettledEvent](r) {
		if event.Request != request {
			continue
		}
		if outcome != "" {
			r.t.Errorf("request %d was settled twice", request)
		}
		switch settled := event.Outcome.(type) {
		case Succeeded:
			outcome = "ok"
		case Refused:
			outcome = "failed " + settled.Err.Code
		case Unknown:
			outcome = "unknown " + settled.Err.Code
		}
	}
	return outcome
}

// offsets are those of the messages told.
func (r *rig) offsets() string {
	var all []string
	for _, event := range told[MessageEvent](r) {
		if event.Frame.Offset == nil {
			all = append(all, "none")
		} else {
			all = append(all, fmt.Sprint(*event.Frame.Offset))
		}
	}
	return strings.Join(all, " ")
}

// published are the data of the publishes that were sent.
func (r *rig) published() string {
	var all []string
	for _, frame := range sent[*PublishFrame](r) {
		all = append(all, string(frame.Data))
	}
	return strings.Join(all, " ")
}

// state is that of the connection in a word, with the code of its error.
func (r *rig) state() string {
	switch state := r.session.State().(type) {
	case Reconnecting:
		return state.Status() + " " + state.Err.Code
	case Failed:
		return state.Status() + " " + state.Err.Code
	default:
		return state.Status()
	}
}

// subscriptions are the states told of subscriptions in a word each, with the code of their error.
func (r *rig) subscriptions() string {
	var all []string
	for _, event := range told[SubscriptionEvent](r) {
		text := event.State.Status()
		switch state := event.State.(type) {
		case Resubscribing:
			if state.Err != nil {
				text += " " + state.Err.Code
			}
		case Unsubscribed:
			if state.Err != nil {
				text += " " + state.Err.Code
			}
		}
		all = append(all, text)
	}
	return strings.Join(all, ", ")
}

// retryIn is the time until the next attempt, in milliseconds; -1: none is planned.
func (r *rig) retryIn() int64 {
	if state, ok := r.session.State().(Reconnecting); ok && !state.RetryAt.IsZero() {
		return state.RetryAt.Sub(r.time()).Milliseconds()
	}
	return -1
}

// want compares what a rig shows; in one line, so that a test reads like a list of statements.
func want[Value comparable](t *testing.T, got, want Value) {
	t.Helper()
	if got != want {
		t.Errorf("%v, want %v", got, want)
	}
}

func (r *rig) take(effects []Effect) *rig {
	r.effects = append(r.effects, effects...)
	for _, effect := range effects {
		switch effect := effect.(type) {
		case WakeEffect:
			r.wakeAt = -1
			if !effect.At.IsZero() {
				// As a timer does, not before.
				r.wakeAt = effect.At.Add(time.Millisecond - 1).Sub(epoch).Milliseconds()
			}
		case OpenEffect:
			r.transport = effect.Transport
		}
	}
	return r
}

// words joins what a test compares, with spaces.
func words(all ...any) string { return strings.TrimSpace(fmt.Sprintln(all...)) }
