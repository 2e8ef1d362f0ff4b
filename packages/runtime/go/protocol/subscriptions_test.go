package protocol

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

const (
	forbidden   = `"code":"channel_forbidden","message":"No.","retryable":false`
	unavailable = `"code":"unavailable","message":"Later.","retryable":true`
)

func live(t *testing.T) *rig { return newRig(t).subscribe(1).connected().subscribeOk(5).clear() }

// asked are the positions of the subscribes that were sent.
func asked(r *rig) string {
	var all []string
	for _, frame := range sent[*SubscribeFrame](r) {
		all = append(all, since(frame.Since))
	}
	return strings.Join(all, " ")
}

func since(position *Position) string {
	if position == nil {
		return "none"
	}
	return fmt.Sprint(position.Epoch, "/", position.Offset)
}

func TestSubscriptionsTravelInsideHello(t *testing.T) {
	r := newRig(t).subscribe(1, SubscribeOptions{Mode: []string{"message"}}).connected()
	inside := sent[*HelloFrame](r)[0].Subscriptions
	want(t, words(len(inside), inside[0].ID, inside[0].Mode), "1 2 [message]")
	want(t, asked(r), "")
	many := newRig(t)
	for number := 1; number <= 203; number++ {
		many.subscribeTo(number, fmt.Sprint("chat-", number))
	}
	many.connected()
	want(t, len(sent[*HelloFrame](many)[0].Subscriptions), 200)
	want(t, asked(many), "none none none")
	large := newRig(t)
	for number := 1; number <= 7; number++ {
		large.subscribeTo(number, fmt.Sprint("chat-", number), SubscribeOptions{Token: strings.Repeat("x", 10_000)})
	}
	want(t, len(sent[*HelloFrame](large.connected())[0].Subscriptions), 6)
	want(t, len(sent[*SubscribeFrame](large)), 1)
}

func TestTheAnswerIsToldWithItsPosition(t *testing.T) {
	r := newRig(t).connected().subscribe(1).subscribeOk(7).frames(`{"type":"live","channel":"chat"}`)
	want(t, told[SubscriptionEvent](r)[0].State,
		SubscriptionState(Subscribed{Position: Position{Epoch: "e001", Offset: 7}, Recovered: RecoveryNone}))
	want(t, len(told[LiveEvent](r)), 1)
	none := newRig(t).connected().subscribe(1).frames(`{"type":"ok","id":2}`)
	want(t, none.subscriptions(), "resubscribing decode_failed")
}

func TestGoingOnFromAPosition(t *testing.T) {
	count := int64(3)
	options := SubscribeOptions{Since: &Position{Epoch: "e001", Offset: 7}, Rewind: &ChannelRewind{Count: &count}}
	r := newRig(t).connected().subscribe(1, options)
	want(t, asked(r), "e001/7")
	want(t, sent[*SubscribeFrame](r)[0].Rewind == nil, true)
	want(t, r.subscribeOk(7, `"recovered":"yes"`).message(8).offsets(), "8")

	first := newRig(t).connected().subscribe(1, SubscribeOptions{Rewind: options.Rewind}).subscribeOk(0).message(1)
	want(t, *sent[*SubscribeFrame](first)[0].Rewind.Count, 3)
	hellos := sent[*HelloFrame](first.reconnecting().opened())
	again := hellos[len(hellos)-1].Subscriptions[0]
	want(t, words(since(again.Since), again.Rewind == nil), "e001/1 true")
}

func TestSeveralSubscriptionsOfOneChannel(t *testing.T) {
	r := newRig(t).connected().subscribe(1).subscribe(2)
	frames := sent[*SubscribeFrame](r)
	want(t, frames[0].Subscription == nil && *frames[1].Subscription == 1, true)
	r.frames(`{"type":"ok","id":2,"epoch":"e001","offset":0}`, `{"type":"ok","id":3,"epoch":"e001","offset":0}`)
	r.message(1).message(1, `"subscription":1`)
	messages := told[MessageEvent](r)
	want(t, words(messages[0].Subscription, messages[1].Subscription), "1 2")
}

func TestUnsubscribing(t *testing.T) {
	r := newRig(t).connected().subscribe(1).subscribeOk(0).clear().command(UnsubscribeCommand{Subscription: 1})
	want(t, sent[*UnsubscribeFrame](r)[0].ID, 3)
	want(t, r.subscriptions(), "unsubscribed")
	want(t, r.message(1).offsets(), "")
	want(t, len(sent[*HelloFrame](r.reconnecting().opened())[0].Subscriptions), 0)

	older := newRig(t).connected().subscribe(1).subscribeOk(0).command(UnsubscribeCommand{Subscription: 1})
	want(t, older.subscribe(2).message(1).message(2).offsets(), "")
	want(t, older.subscribeOk(2).message(3).offsets(), "3")
}

func TestRefusals(t *testing.T) {
	r := newRig(t).connected().subscribe(1).frames(`{"type":"error","id":2,` + forbidden + `}`)
	want(t, r.subscriptions(), "unsubscribed channel_forbidden")
	want(t, asked(r.clear().pass(60_000)), "")
	later := newRig(t).connected().subscribe(1).frames(`{"type":"error","id":2,` + unavailable + `,"afterMs":2000}`)
	want(t, later.subscriptions(), "resubscribing unavailable")
	want(t, asked(later.clear().pass(2_000)), "")
	want(t, asked(later.pass(1_000)), "none")
	for members, state := range map[string]string{forbidden: "unsubscribed channel_forbidden", unavailable: "resubscribing unavailable"} {
		withdrawn := live(t).frames(`{"type":"unsubscribed","channel":"chat",` + members + `}`)
		want(t, withdrawn.subscriptions(), state)
		want(t, withdrawn.message(6).offsets(), "")
	}
	silent := newRig(t).connected().subscribe(1).clear().frames(`{"type":"ping"}`).pass(11_000)
	want(t, asked(silent), "none")
}

func TestTheInbox(t *testing.T) {
	r := newRig(t).connected(`"inbox":{"channel":"user:ada","epoch":"e001","offset":7,"recovered":"none","count":0}`)
	const message = `{"type":"message","channel":"user:ada","offset":%d}`
	r.frames(fmt.Sprintf(message, 8), fmt.Sprintf(message, 8))
	direct := told[DirectEvent](r)
	want(t, words(len(direct), direct[0].Frame.Epoch), "1 e001")
	want(t, r.frames(fmt.Sprintf(message, 10)).state(), "reconnecting position_lost")
	hellos := sent[*HelloFrame](r.pass(0).opened())
	want(t, since(hellos[len(hellos)-1].Inbox), "e001/8")
	alone := newRig(t).connected().frames(`{"type":"message","channel":"connection","data":"hi"}`)
	want(t, string(told[DirectEvent](alone)[0].Frame.Data), `"hi"`)
}

func TestPositions(t *testing.T) {
	want(t, live(t).message(6).message(7).offsets(), "6 7")
	want(t, live(t).message(6).message(6).message(3).offsets(), "6")
	want(t, live(t).message(9, `"previous":5`).message(14, `"previous":9`).offsets(), "9 14")
	want(t, live(t).message(9, `"previous":2`).offsets(), "9")
	want(t, live(t).frames(`{"type":"message","channel":"chat","data":1}`).offsets(), "none")
	hole := live(t).message(6).message(8).message(9)
	want(t, hole.offsets(), "6")
	want(t, asked(hole), "e001/6")
	hole.subscribeOk(6, `"recovered":"yes"`).message(7).message(8).message(9)
	want(t, hole.offsets(), "6 7 8 9")
	want(t, len(told[GapEvent](hole)), 0)
	want(t, asked(live(t).message(6, `"epoch":"e002"`)), "e001/5")
	hellos := sent[*HelloFrame](live(t).message(6).message(7).reconnecting().opened())
	want(t, since(hellos[0].Subscriptions[0].Since), "e001/7")
}

func TestGaps(t *testing.T) {
	const gap = `{"type":"gap","channel":"chat","from":{"epoch":"e001","offset":5},"to":{"epoch":"e002","offset":3},"reason":"epoch_changed"}`
	r := live(t).frames(gap).message(4).message(5).frames(gap).message(5).message(6)
	want(t, r.offsets(), "4 5 6")
	silent := live(t).reconnecting().connected().subscribeOk(2, `"epoch":"e002"`, `"recovered":"no"`).message(3)
	gaps := told[GapEvent](silent)
	want(t, words(len(gaps), since(&gaps[0].Frame.From), since(&gaps[0].Frame.To), gaps[0].Frame.Reason),
		"1 e001/5 e002/2 epoch_changed")
	want(t, silent.offsets(), "3")

	both := live(t).reconnecting().connected().subscribeOk(40, `"recovered":"no"`).clear()
	both.frames(strings.ReplaceAll(strings.ReplaceAll(gap, "e002", "e001"), `"offset":3`, `"offset":40`))
	both.frames(`{"type":"live","channel":"chat"}`).message(41)
	want(t, words(len(told[GapEvent](both)), len(told[LiveEvent](both)), both.offsets()), "1 1 41")

	cut := live(t).reconnecting().connected().subscribeOk(2, `"epoch":"e002"`, `"recovered":"no"`).clear()
	cut.reconnecting().pass(500).connected()
	want(t, since(sent[*HelloFrame](cut)[0].Subscriptions[0].Since), "e001/5")
}

func TestAHoleIsNotAskedForInACircle(t *testing.T) {
	r := live(t)
	for range 10 {
		r.message(9).subscribeOk(5, `"recovered":"yes"`)
	}
	want(t, len(sent[*SubscribeFrame](r)), 3)
	want(t, strings.HasSuffix(r.subscriptions(), "position_lost"), true)
	want(t, len(sent[*SubscribeFrame](r.pass(1_000))), 4)
}

func TestFollow(t *testing.T) {
	r := live(t)
	follow := func(transport int, offset int64) bool {
		_, ok := r.session.Follow(transport, &MessageFrame{Channel: "chat", Offset: &offset}, r.time())
		return ok
	}
	want(t, follow(r.transport, 6), true)
	want(t, follow(r.transport, 6) || follow(r.transport, 8) || follow(r.transport-1, 7), false)
	want(t, r.message(6).message(7).offsets(), "7")
	_, ok := r.session.Follow(r.transport, &PingFrame{}, r.time())
	want(t, ok, false)
	r.pass(30_000)
	want(t, follow(r.transport, 8), true)
	want(t, r.pass(34_999).state(), "connected")
	r.cut()
	want(t, follow(r.transport, 9), false)
}

func page(version int, cursor string, ids ...string) string {
	var members []string
	for _, id := range ids {
		members = append(members, fmt.Sprintf(`{"id":%q}`, id))
	}
	return fmt.Sprintf(`{"type":"presence_sync","channel":"chat","version":%d,"members":[%s],"cursor":%q}`,
		version, strings.Join(members, ","), cursor)
}

func change(version int) string {
	return fmt.Sprintf(`{"type":"presence","channel":"chat","version":%d,"event":"enter","member":{"id":"eve"}}`, version)
}

func watching(t *testing.T) *rig {
	return newRig(t).subscribe(1, SubscribeOptions{Mode: []string{"presence"}}).connected().subscribeOk(0)
}

// versions are those of the presence that was told: of the whole with an s.
func versions(r *rig) string {
	var all []string
	for _, effect := range of[EmitEffect](r) {
		switch event := effect.Event.(type) {
		case PresenceSyncEvent:
			all = append(all, fmt.Sprint("s", event.Version, "/", len(event.Members)))
		case PresenceEvent:
			all = append(all, fmt.Sprint(event.Frame.Version))
		}
	}
	return strings.Join(all, " ")
}

func TestPresenceViews(t *testing.T) {
	want(t, versions(watching(t).frames(page(7, "next", "ada", "bob"), page(7, "", "cyd"))), "s7/3")
	during := watching(t).frames(change(7), page(7, "next", "ada"), change(8), page(7, "", "bob"), change(9))
	want(t, versions(during), "s7/2 8 9")
	want(t, versions(watching(t).frames(page(7, ""), change(8), change(8))), "s7/0 8")
	missing := watching(t).frames(page(7, ""), change(9))
	want(t, asked(missing), "e001/0")
	missing.subscribeOk(0, `"recovered":"yes"`).frames(page(9, "", "ada", "eve"), change(10))
	want(t, versions(missing), "s7/0 s9/2 10")
	half := watching(t).frames(page(7, "next", "ada")).reconnecting().connected().subscribeOk(0, `"recovered":"yes"`)
	want(t, versions(half.frames(page(3, "", "bob"))), "s3/1")
	kept := watching(t).clear()
	for version := range 1_001 {
		kept.frames(change(version + 1))
	}
	want(t, len(sent[*SubscribeFrame](kept)), 1)
}

func enter(request int, action string) AskCommand {
	return AskCommand{Request: request, Body: &PresenceRequest{
		Channel: "chat", Action: action, Data: json.RawMessage(fmt.Sprint(request)),
	}}
}

// entered are the presence requests that were sent, with their data.
func entered(r *rig) string {
	var all []string
	for _, frame := range sent[*PresenceRequest](r) {
		all = append(all, frame.Action+string(frame.Data))
	}
	return strings.Join(all, " ")
}

func TestMemberships(t *testing.T) {
	inside := func() *rig { return newRig(t).connected().command(enter(1, "enter")).frames(ok(2)) }
	want(t, inside().outcome(1), "ok")
	newest := inside().command(enter(2, "update")).frames(ok(3)).clear().reconnecting().connected()
	want(t, entered(newest), "enter2")
	want(t, entered(inside().clear().reconnecting().connected(`"resumed":true`)), "")
	want(t, entered(inside().command(enter(2, "leave")).frames(ok(3)).clear().reconnecting().connected()), "")
	want(t, entered(newRig(t).connected().command(enter(1, "enter")).clear().reconnecting().connected()), "enter1")
	refused := newRig(t).connected().command(enter(1, "enter")).frames(`{"type":"error","id":2,` + forbidden + `}`)
	want(t, entered(refused.clear().reconnecting().connected()), "")
	subscribed := watching(t).command(enter(1, "enter")).frames(ok(3)).clear().reconnecting().connected()
	want(t, entered(subscribed), "")
	want(t, entered(subscribed.subscribeOk(0)), "enter1")
	failing := inside().reconnecting().connected().clear().frames(`{"type":"error","id":2,` + forbidden + `}`)
	want(t, told[ErrorEvent](failing)[0].Err.Code, "channel_forbidden")
}

func TestAMembershipThatWasNotEnteredAgainIsStillOwed(t *testing.T) {
	const resumed = `"resumed":true`
	lost := newRig(t).connected().command(enter(1, "enter")).frames(ok(2)).cut().pass(1_000).connected().clear()
	lost.cut().pass(1_000).connected(resumed)
	want(t, entered(lost), "enter1")
	want(t, entered(lost.frames(ok(2)).clear().cut().pass(1_000).connected(resumed)), "")
	waiting := watching(t).command(enter(1, "enter")).frames(ok(3)).cut().pass(1_000).connected().clear()
	waiting.cut().pass(1_000).connected(resumed)
	want(t, entered(waiting), "")
	want(t, entered(waiting.subscribeOk(0)), "enter1")
	changed := newRig(t).connected().command(enter(1, "enter")).frames(ok(2)).cut()
	want(t, entered(changed.command(enter(2, "update")).clear().pass(1_000).connected()), "enter2 update2")
}
