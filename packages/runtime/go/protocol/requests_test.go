package protocol

import (
	"encoding/json"
	"fmt"
	"testing"
)

func ok(id int) string {
	return fmt.Sprintf(`{"type":"ok","id":%d,"epoch":"e001","offset":%d}`, id, id)
}

func inFlight(most int) string {
	return fmt.Sprintf(`"limits":{"frameBytes":65536,"subscriptions":200,"inFlight":%d,"messagesPerSecond":50}`, most)
}

func queue(bounds QueueBounds) func(*SessionOptions) {
	return func(o *SessionOptions) { o.Queue = bounds }
}

var (
	call    = &RequestFrame{Method: "rooms.get"}
	history = &HistoryFrame{Channel: "chat"}
)

func TestAPublishIsNamedAndSettled(t *testing.T) {
	r := newRig(t).connected().publish(1)
	r.ask(2, &PublishFrame{Channel: "chat", Data: json.RawMessage("2"), PublishID: "mine"})
	frames := sent[*PublishFrame](r)
	want(t, words(frames[0].ID, frames[0].PublishID, frames[1].ID, frames[1].PublishID), "2 me:1 3 mine")
	want(t, r.frames(ok(2)).outcome(1), "ok")
	want(t, r.outcome(2), "")
	r.frames(`{"type":"error","id":3,"code":"rate_limited","message":"Slower.","retryable":true,"afterMs":100}`)
	want(t, r.outcome(2), "failed rate_limited")
}

func TestPublishesWaitAndAreSentAgainInOrder(t *testing.T) {
	want(t, newRig(t).publish(1).publish(2).connected().published(), "1 2")
	r := newRig(t).connected().publish(1).publish(2).cut().publish(3).clear().pass(250).connected()
	var ids string
	for _, frame := range sent[*PublishFrame](r) {
		ids += frame.PublishID + " "
	}
	want(t, ids, "me:1 me:2 me:3 ")
	want(t, r.frames(ok(2)).outcome(1), "ok")

	late := newRig(t).connected(`"windowMs":5000`).publish(1).cut().input(NetworkInput{Online: false})
	late.pass(6_000).input(NetworkInput{Online: true}).clear().connected(`"windowMs":5000`)
	want(t, late.published(), "")
	want(t, late.outcome(1), "unknown connection_lost")
}

func TestOtherRequestsOverALoss(t *testing.T) {
	r := newRig(t).connected().ask(1, history).ask(2, call).reconnecting()
	want(t, r.outcome(2), "unknown connection_lost")
	want(t, sent[*HistoryFrame](r.clear().connected())[0].ID, 2)
}

func TestNoMoreAreUnansweredThanTheServerTakes(t *testing.T) {
	r := newRig(t).connected(inFlight(2)).publish(1).publish(2).publish(3)
	want(t, r.published(), "1 2")
	want(t, r.frames(ok(2)).published(), "1 2 3")
	given := newRig(t).connected(inFlight(1)).publish(1, within(1_000)).publish(2).pass(1_000)
	want(t, given.published(), "1")
	want(t, given.frames(ok(2)).published(), "1 2")
}

func TestAFullTransportHoldsBack(t *testing.T) {
	r := newRig(t).connected().input(PressureInput{Transport: 1, Paused: true}).publish(1).publish(2)
	want(t, r.published(), "")
	want(t, r.input(PressureInput{Transport: 1, Paused: false}).published(), "1 2")
	next := newRig(t).connected().input(PressureInput{Transport: 1, Paused: true}).publish(1)
	want(t, next.reconnecting().connected().published(), "1")
}

func TestAChannelThatIsHeld(t *testing.T) {
	hold, letGo := HoldCommand{Channel: "chat"}, LetGoCommand{Channel: "chat"}
	r := newRig(t).command(hold).publish(1).publishOn("news", 2).publish(3)
	want(t, r.connected().published(), "2")
	want(t, r.clear().reconnecting().connected().publish(4).published(), "2")
	want(t, r.clear().command(letGo).published(), "1 3 4")

	twice := newRig(t).connected().command(hold).command(hold).publish(1).command(letGo)
	want(t, twice.published(), "")
	want(t, twice.command(letGo).published(), "1")

	ends := newRig(t).connected().command(hold).publish(1, within(1_000)).publish(2).pass(1_000)
	want(t, ends.outcome(1), "failed timeout")
	want(t, ends.command(CloseCommand{}).outcome(2), "failed closed")
}

func TestTheQueueIsBounded(t *testing.T) {
	r := newRig(t, queue(QueueBounds{Count: 2})).publish(1).publish(2).publish(3)
	want(t, r.outcome(3), "failed queue_full")
	want(t, r.connected().published(), "1 2")
	want(t, newRig(t, queue(QueueBounds{Bytes: 250})).publish(1).publish(2).publish(3).outcome(3), "failed queue_full")

	dropping := newRig(t, queue(QueueBounds{Count: 2, Policy: QueueDropOldest})).ask(9, history).publish(1).publish(2)
	want(t, dropping.outcome(1), "failed queue_full")
	want(t, dropping.ask(10, history).outcome(2), "failed queue_full")
	want(t, dropping.ask(11, history).outcome(11), "failed queue_full")
	once := newRig(t, queue(QueueBounds{Count: 1, Policy: QueueDropOldest})).connected().publish(1).cut().publish(2)
	want(t, once.outcome(1), "unknown queue_full")
}

func TestTimeEndsRequests(t *testing.T) {
	for _, each := range []struct {
		outcome string
		ask     func(*rig) *rig
	}{
		{"unknown timeout", func(r *rig) *rig { return r.connected().publish(1, within(1_000)) }},
		{"failed timeout", func(r *rig) *rig { return r.publish(1, within(1_000)) }},
		{"unknown timeout", func(r *rig) *rig { return r.connected().ask(1, call, within(1_000)) }},
		{"failed timeout", func(r *rig) *rig { return r.connected().ask(1, history, within(1_000)) }},
	} {
		r := each.ask(newRig(t)).pass(999)
		want(t, r.outcome(1), "")
		want(t, r.pass(1).outcome(1), each.outcome)
	}
}

func TestCancelling(t *testing.T) {
	r := newRig(t).publish(1).connected().publish(2)
	r.command(CancelCommand{Request: 2}).frames(ok(3)).command(CancelCommand{Request: 77})
	want(t, r.outcome(2), "unknown cancelled")
	given := newRig(t).connected().publish(1).command(CancelCommand{Request: 1}).clear().reconnecting().connected()
	want(t, given.published(), "")
}

func TestAFrameThatIsTooLarge(t *testing.T) {
	r := newRig(t).connected().publish(1, func(c *AskCommand) { c.Bytes = 65_537 })
	want(t, r.outcome(1), "failed payload_too_large")
	want(t, r.published(), "")
}

func TestCastsAndPings(t *testing.T) {
	cast := CastCommand{Method: "streams.candidate"}
	want(t, len(sent[*CastFrame](newRig(t).command(cast).connected().command(cast))), 1)
	ping := &PingFrame{}
	r := newRig(t).connected().ask(4, ping, within(1_000))
	want(t, sent[*PingFrame](r)[0].Echo, "2")
	want(t, r.frames(`{"type":"pong","echo":"5"}`, `{"type":"pong"}`).outcome(4), "")
	want(t, r.frames(`{"type":"pong","echo":"2"}`).outcome(4), "ok")
	want(t, newRig(t).ask(1, ping).outcome(1), "failed not_connected")
	want(t, newRig(t).connected().ask(1, ping, within(1_000)).pass(1_000).outcome(1), "failed timeout")
	want(t, newRig(t).connected().ask(1, ping).cut().outcome(1), "failed connection_lost")
}

func TestAnErrorOfNothingIsTold(t *testing.T) {
	const members = `"code":"channel_forbidden","message":"No.","retryable":false}`
	r := newRig(t).connected().frames(ok(99), `{"type":"error","id":99,`+members, `{"type":"error",`+members)
	want(t, len(told[ErrorEvent](r)), 1)
}

func TestClosingSettlesEverything(t *testing.T) {
	r := newRig(t).connected(inFlight(1)).publish(1).publish(2).command(CloseCommand{})
	want(t, r.outcome(1), "unknown closed")
	want(t, r.outcome(2), "failed closed")
}
