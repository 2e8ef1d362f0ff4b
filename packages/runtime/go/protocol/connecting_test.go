package protocol

import (
	"errors"
	"fmt"
	"testing"
)

func bye(code string, more string) string {
	return fmt.Sprintf(`{"type":"bye","code":%q,"message":"Bye.","retryable":true%s}`, code, more)
}

func TestFromIdleToConnected(t *testing.T) {
	r := newRig(t).connected()
	var steps string
	for _, event := range told[StateEvent](r) {
		steps += event.Previous.Status() + ">" + event.State.Status() + " "
	}
	want(t, steps, "idle>connecting connecting>connected ")
	want(t, r.session.State(), ConnectionState(Connected{Connection: "conn_1", User: "ada", Since: r.time()}))
	want(t, r.session.Limits().InFlight, 500)
	want(t, len(of[OpenEffect](r.command(ConnectCommand{}))), 1)
	hello := sent[*HelloFrame](r)[0]
	want(t, words(hello.ID, hello.Version, hello.Client, hello.Instance, hello.Capabilities, hello.Token),
		"1 1 {test 1.0.0} me [batch] token-1")
}

func TestAnOlderTransportIsNotHeard(t *testing.T) {
	r := newRig(t).connected().reconnecting().opened()
	r.input(FrameInput{Transport: 1, Frame: &WelcomeFrame{}}).input(ClosedInput{Transport: 1, Code: 1000})
	want(t, r.state(), "reconnecting connection_lost")
	want(t, r.connected().state(), "connected")
}

func TestBackOffGrowsToTheLongest(t *testing.T) {
	waits := func(number float64) (all []int64) {
		r := newRig(t, random(number)).connected().cut()
		for range 30 {
			ms := r.retryIn()
			all = append(all, ms)
			r.pass(ms + 1).cut()
		}
		return all
	}
	longest := waits(1)
	want(t, words(longest[:4]), "[250 400 480 576]")
	want(t, longest[29], 20_000)
	for _, each := range waits(0.01)[1:] {
		if each < 200 {
			t.Errorf("a wait of %d ms", each)
		}
	}
}

func TestBackOff(t *testing.T) {
	second := func(life int64) int64 {
		return newRig(t).connected().reconnecting().connected().pass(life).cut().retryIn()
	}
	want(t, second(9_999), 300)
	want(t, second(10_000), 125)
	hinted := newRig(t, random(1)).connected(`"retry":{"minMs":2000,"maxMs":3000}`).reconnecting().cut()
	want(t, hinted.retryIn(), 2_000)
	r := newRig(t).connected().frames(bye("draining", `,"afterMs":1500`))
	want(t, r.retryIn(), 1_625)
	want(t, r.input(ResumedInput{}).retryIn(), 1_500)
}

func TestCloseCodes(t *testing.T) {
	for code, state := range map[int]string{
		1000: "failed refused", 4000: "failed refused", 4099: "failed refused",
		4200: "connecting", 4204: "connecting", 4299: "connecting",
		1001: "waiting", 1005: "waiting", 1006: "waiting", 1009: "waiting", 4100: "waiting", 4199: "waiting", 4300: "waiting",
	} {
		r := newRig(t).connected().clear().cut(code)
		got := r.state()
		switch {
		case len(of[OpenEffect](r)) == 1:
			got = "connecting"
		case r.retryIn() == 125:
			got = "waiting"
		}
		want(t, words(code, got), words(code, state))
	}
	// At once means once: a server that keeps saying so is met with back-off.
	want(t, newRig(t).connected().cut(4200).connected().cut(4200).retryIn(), 300)
}

func TestATransportThatKnowsWhyIsBelieved(t *testing.T) {
	refused := func(err *Error) *rig {
		r := newRig(t).command(ConnectCommand{}).input(TokenInput{Token: "t"})
		return r.input(ClosedInput{Transport: 1, Code: 1006, Err: err})
	}
	want(t, refused(&Error{Code: "status_404"}).state(), "failed status_404")
	busy := refused(&Error{Code: CodeUnavailable, Retryable: true, After: milliseconds(3_000)})
	want(t, busy.state(), "reconnecting unavailable")
	want(t, busy.retryIn(), 3_125)
	want(t, len(of[FetchTokenEffect](refused(&Error{Code: CodeInvalidToken}))), 2)
}

func TestBye(t *testing.T) {
	r := newRig(t).connected().clear().frames(bye("draining", ""))
	want(t, of[CloseEffect](r)[0], CloseEffect{Transport: 1, Code: 1000, Reason: "draining"})
	want(t, r.state(), "reconnecting draining")
	want(t, newRig(t).connected().frames(bye("terminated", `,"retryable":false`)).state(), "failed terminated")
	want(t, len(of[OpenEffect](newRig(t).connected().clear().frames(bye("restart", "")))), 1)

	moved := newRig(t).connected().clear().frames(bye("draining", `,"to":"wss://b.example/"`)).pass(125).cut().pass(300)
	opened := of[OpenEffect](moved)
	want(t, opened[0].URL+"|"+opened[1].URL, "wss://b.example/|")
}

func TestTheSessionIsResumedUnlessTheServerLostIt(t *testing.T) {
	resumed := func(r *rig) bool {
		hellos := sent[*HelloFrame](r.pass(250).opened())
		return hellos[len(hellos)-1].Resume != nil
	}
	want(t, resumed(newRig(t).connected().cut()), true)
	want(t, resumed(newRig(t).connected().frames(bye("insufficient_state", ""))), false)
	want(t, resumed(newRig(t).connected().cut(4204)), false)
}

func TestAnErrorThatAnswersHello(t *testing.T) {
	refused := func(code string, retryable bool) string {
		r := newRig(t).command(ConnectCommand{}).input(TokenInput{Token: "t"}).opened()
		return r.frames(fmt.Sprintf(`{"type":"error","id":1,"code":%q,"message":"No.","retryable":%v}`, code, retryable)).state()
	}
	want(t, refused("unsupported_version", false), "failed unsupported_version")
	want(t, refused("over_capacity", true), "reconnecting over_capacity")
}

func TestAnAttemptThatTakesTenSecondsIsGivenUp(t *testing.T) {
	r := newRig(t).command(ConnectCommand{}).input(TokenInput{Token: "t"}).pass(10_000)
	want(t, len(of[CloseEffect](r)), 1)
	want(t, r.state(), "reconnecting timeout")
}

func TestAttemptsAreBounded(t *testing.T) {
	attempts := func(number int) func(*SessionOptions) {
		return func(o *SessionOptions) { o.Attempts = number }
	}
	r := newRig(t, attempts(3)).command(ConnectCommand{}).input(TokenInput{Token: "t"})
	r.cut().pass(250).cut(4100).pass(1_000)
	want(t, r.session.State().Status(), "reconnecting")
	want(t, r.clear().cut(1013).state(), "failed attempts_exhausted")
	var cause *Error
	if failed := r.session.State().(Failed); !errors.As(failed.Err.Cause, &cause) || cause.CloseCode != 1013 {
		t.Errorf("the cause is %v", cause)
	}
	want(t, len(of[OpenEffect](r.pass(1e6))), 0)

	again := newRig(t, attempts(2)).connected().cut().pass(250).cut().pass(1_000).connected()
	want(t, again.cut().pass(1_000).cut().session.State().Status(), "reconnecting")
	again.command(DisconnectCommand{}).command(ConnectCommand{}).cut()
	want(t, again.session.State().Status(), "reconnecting")
	want(t, again.pass(1_000).cut().state(), "failed attempts_exhausted")

	fresh := newRig(t, attempts(1)).command(ConnectCommand{}).input(TokenInput{Token: "t1"}).opened()
	fresh.frames(tokenError("token_expired")).input(TokenInput{Token: "t2"})
	want(t, fresh.connected().state(), "connected")
}

func TestOfflineWaits(t *testing.T) {
	r := newRig(t).connected().input(NetworkInput{Online: false}).clear().cut()
	want(t, r.retryIn(), -1)
	want(t, len(of[OpenEffect](r.pass(1e6))), 0)
	want(t, len(of[OpenEffect](r.input(NetworkInput{Online: true}))), 1)
	want(t, newRig(t).connected().cut().input(NetworkInput{Online: false}).retryIn(), -1)
	early := newRig(t).input(NetworkInput{Online: false}).command(ConnectCommand{})
	want(t, early.state(), "connecting")
	want(t, len(of[FetchTokenEffect](early.input(NetworkInput{Online: true}))), 1)
	woken := newRig(t).connected().cut().clear().input(ResumedInput{})
	want(t, len(of[OpenEffect](woken)), 1)
}

func TestEachAttemptIsToldOnce(t *testing.T) {
	r := newRig(t).connected().cut().pass(250).cut()
	r.input(NetworkInput{Online: false}).input(NetworkInput{Online: true}).pass(1_000).connected().cut()
	var attempts []int
	for _, event := range told[StateEvent](r) {
		if state, ok := event.State.(Reconnecting); ok {
			attempts = append(attempts, state.Attempt)
		}
	}
	want(t, words(attempts), "[1 2 1]")
}

func TestWhatIsNoFrameClosesWith1002(t *testing.T) {
	r := newRig(t).connected().clear().input(MalformedInput{Transport: 1, Message: "why"})
	want(t, of[CloseEffect](r)[0].Code, 1002)
	want(t, r.state(), "reconnecting decode_failed")
}

func TestFramesForTheApplication(t *testing.T) {
	r := newRig(t).connected().clear().frames(`{"type":"hologram","x":1}`, `{"type":"cast","method":"streams.offer"}`)
	want(t, string(told[UnknownEvent](r)[0].Frame.Raw), `{"type":"hologram","x":1}`)
	want(t, told[CastEvent](r)[0].Frame.Method, "streams.offer")
	want(t, r.state(), "connected")
}

func TestResumable(t *testing.T) {
	r := newRig(t).connected(`"windowMs":1000`).cut()
	want(t, r.session.State().(Reconnecting).Resumable, true)
	state := r.pass(900).cut().pass(900).cut().session.State().(Reconnecting)
	want(t, state.Resumable, false)
	want(t, state.Since, epoch)
}

func TestDisconnect(t *testing.T) {
	r := newRig(t).connected().clear().command(DisconnectCommand{})
	want(t, of[CloseEffect](r)[0], CloseEffect{Transport: 1, Code: 1001, Reason: "disconnected"})
	want(t, r.state(), "idle")
	r.clear().command(DisconnectCommand{}).subscribe(1).publish(2).input(ResumedInput{})
	r.input(NetworkInput{Online: false}).input(NetworkInput{Online: true}).pass(1e6)
	want(t, len(of[OpenEffect](r))+len(of[FetchTokenEffect](r))+len(told[StateEvent](r)), 0)
	want(t, len(of[OpenEffect](r.command(ConnectCommand{}))), 1)

	resumed := newRig(t).subscribe(1).connected().subscribeOk(5).message(6).publish(2)
	first := sent[*PublishFrame](resumed)[0].PublishID
	resumed.command(DisconnectCommand{})
	want(t, resumed.subscriptions(), "subscribed, resubscribing")
	resumed.publish(3).clear().command(ConnectCommand{}).connected(`"resumed":true`)
	hello := sent[*HelloFrame](resumed)[0]
	want(t, words(hello.Resume.Session, hello.Subscriptions[0].Since.Offset), "secret-1 6")
	want(t, resumed.published(), "2 3")
	want(t, sent[*PublishFrame](resumed)[0].PublishID, first)

	asked := newRig(t).connected().ask(1, &RequestFrame{Method: "rooms.get"})
	asked.command(DisconnectCommand{}).publish(2, within(1_000)).pass(1_000)
	want(t, asked.outcome(1), "unknown not_connected")
	want(t, asked.outcome(2), "failed timeout")

	fetching := newRig(t).command(ConnectCommand{}).command(DisconnectCommand{}).input(TokenInput{Token: "t"})
	want(t, len(of[OpenEffect](fetching)), 0)
	want(t, len(of[OpenEffect](fetching.command(ConnectCommand{}))), 1)
	waiting := newRig(t).connected().reconnecting().cut().clear().command(DisconnectCommand{}).pass(1e6)
	want(t, len(of[OpenEffect](waiting)), 0)
	want(t, waiting.wakeAt, -1)
	want(t, waiting.command(ConnectCommand{}).cut().retryIn(), 125)
}

func TestClose(t *testing.T) {
	r := newRig(t).subscribe(1).connected().clear().command(CloseCommand{})
	want(t, of[CloseEffect](r)[0].Code, 1000)
	want(t, r.subscriptions(), "unsubscribed")
	want(t, r.state(), "closed")
	want(t, r.wakeAt, -1)
	r.clear().subscribe(2).publish(3)
	want(t, r.subscriptions(), "unsubscribed closed")
	want(t, r.outcome(3), "failed closed")
	idle := newRig(t).subscribe(1).connected().command(DisconnectCommand{}).command(CloseCommand{}).command(DisconnectCommand{})
	want(t, idle.state(), "closed")
}

func TestHeartbeat(t *testing.T) {
	r := newRig(t).connected().clear().pass(34_999)
	want(t, r.state(), "connected")
	want(t, r.pass(1).state(), "reconnecting connection_lost")
	want(t, of[CloseEffect](r)[0].Code, 4201)

	alive := newRig(t).subscribe(1).connected().subscribeOk(0).clear().pass(30_000).message(1).pass(30_000)
	want(t, alive.state(), "connected")
	want(t, alive.pass(5_000).state(), "reconnecting connection_lost")

	quiet := newRig(t).subscribe(1).connected().subscribeOk(0).pass(20_000).clear().message(1)
	want(t, len(quiet.effects), 1)

	pinged := newRig(t).connected().frames(`{"type":"ping","echo":"9f2c"}`)
	want(t, sent[*PongFrame](pinged)[0].Echo, "9f2c")
}

func TestAHostThatWakesUpAsksForASignOfLife(t *testing.T) {
	for _, input := range []Input{ResumedInput{}, NetworkInput{Online: true}} {
		r := newRig(t).connected().clear().pass(1_000).input(input)
		want(t, len(sent[*PingFrame](r)), 1)
		want(t, r.pass(2_999).state(), "connected")
		want(t, r.pass(1).state(), "reconnecting connection_lost")
	}
	answered := newRig(t).connected().input(ResumedInput{}).frames(`{"type":"pong"}`).pass(30_000)
	want(t, answered.state(), "connected")
	twice := newRig(t).connected().input(ResumedInput{}).pass(2_000).input(ResumedInput{}).pass(1_000)
	want(t, twice.state(), "reconnecting connection_lost")
}
