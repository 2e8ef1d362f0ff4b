package protocol

import (
	"errors"
	"fmt"
	"testing"
)

func tokenError(code string) string {
	return fmt.Sprintf(`{"type":"error","id":1,"code":%q,"message":"No.","retryable":%v}`, code, code == "token_expired")
}

const quiet = `"pingMs":1000000000`

func ttl(ms int64) string { return fmt.Sprintf(`"tokenTtlMs":%d`, ms) }

func started(t *testing.T) *rig {
	return newRig(t).command(ConnectCommand{}).input(TokenInput{Token: "t1"})
}

func TestATokenIsFetchedBeforeTheFirstHello(t *testing.T) {
	r := newRig(t).command(ConnectCommand{})
	want(t, words(of[FetchTokenEffect](r)), "[{false}]")
	want(t, len(of[OpenEffect](r)), 0)
	want(t, sent[*HelloFrame](r.input(TokenInput{Token: "t1"}).opened())[0].Token, "t1")
	again := newRig(t).connected().clear().reconnecting().opened()
	want(t, len(of[FetchTokenEffect](again)), 0)
	want(t, sent[*HelloFrame](again)[0].Token, "token-1")
}

func TestATokenIsRefreshedInBand(t *testing.T) {
	for ms, after := range map[int64]int64{600_000: 540_000, 60_000: 30_000, 20_000: 10_000, 100: 1_000} {
		r := newRig(t).connected(ttl(ms), quiet).clear().pass(after - 1)
		want(t, len(of[FetchTokenEffect](r)), 0)
		want(t, words(of[FetchTokenEffect](r.pass(1))), "[{true}]")
		want(t, sent[*AuthFrame](r.input(TokenInput{Token: "t2"}))[0].Token, "t2")
	}
	for number, due := range map[float64]int64{0: 513_000, 1: 567_000} {
		want(t, newRig(t, random(number)).connected(ttl(600_000), quiet).pass(10_000).wakeAt, due)
	}
	r := newRig(t).connected(ttl(60_000), quiet).pass(30_000).input(TokenInput{Token: "t2"})
	r.frames(`{"type":"ok","id":2,"tokenTtlMs":60000}`).clear().pass(30_000)
	want(t, len(of[FetchTokenEffect](r)), 1)
	want(t, sent[*HelloFrame](r.reconnecting().opened())[0].Token, "t2")
}

func TestReauthAsksOnce(t *testing.T) {
	r := newRig(t).connected().clear().frames(`{"type":"reauth","byMs":10}`, `{"type":"reauth","byMs":10}`)
	want(t, words(of[FetchTokenEffect](r)), "[{true}]")
}

func TestASourceWithNothingNewerIsNotAskedInACircle(t *testing.T) {
	r := newRig(t).connected(ttl(60_000), quiet).pass(30_000).clear().input(TokenInput{Token: "token-1"}).pass(1e6)
	want(t, len(sent[*AuthFrame](r))+len(of[FetchTokenEffect](r)), 0)
}

func TestATokenThatEndedMeanwhile(t *testing.T) {
	r := newRig(t).connected(ttl(1_000)).cut().input(NetworkInput{Online: false}).clear()
	r.pass(5_000).input(NetworkInput{Online: true})
	want(t, words(of[FetchTokenEffect](r)), "[{true}]")
	// It is believed to have ended, and may be tried if it is all there is.
	want(t, len(of[OpenEffect](r.input(TokenInput{Token: "token-1"}))), 1)
}

func TestARefusedTokenForcesOneFreshOne(t *testing.T) {
	for _, code := range []string{"invalid_token", "token_expired", "missing_token"} {
		r := started(t).opened().clear().frames(tokenError(code))
		want(t, len(of[CloseEffect](r)), 1)
		want(t, words(of[FetchTokenEffect](r)), "[{true}]")
		r.input(TokenInput{Token: "t2"}).opened()
		want(t, sent[*HelloFrame](r)[0].Token, "t2")
		want(t, r.frames(tokenError(code)).state(), "failed "+code)
	}
	for _, token := range []string{"t1", ""} {
		r := newRig(t).command(ConnectCommand{}).input(TokenInput{Token: token}).opened()
		r.frames(tokenError("token_expired")).input(TokenInput{Token: token})
		want(t, r.state(), "failed token_expired")
		want(t, len(of[OpenEffect](r)), 1)
	}
	held := newRig(t).connected().input(ClosedInput{Transport: 1, Code: 4103, Reason: "token_expired"}).pass(250)
	want(t, held.input(TokenInput{Token: "token-1"}).state(), "failed token_expired")
	want(t, started(t).opened().frames(tokenError("token_revoked")).state(), "failed token_revoked")
	closed := started(t).opened().clear().input(ClosedInput{Transport: 1, Code: 4009, Reason: "invalid_token"})
	want(t, len(of[FetchTokenEffect](closed)), 1)
	row := started(t).opened().frames(tokenError("invalid_token")).input(TokenInput{Token: "t2"}).connected()
	want(t, row.reconnecting().opened().frames(tokenError("invalid_token")).state(), "reconnecting invalid_token")
}

func TestASourceThatFails(t *testing.T) {
	cause := errors.New("why")
	r := newRig(t).command(ConnectCommand{}).input(TokenFailedInput{Message: "HTTP 500", Cause: cause})
	want(t, r.state(), "reconnecting credentials_failed")
	want(t, errors.Is(r.session.State().(Reconnecting).Err, cause), true)
	want(t, len(of[FetchTokenEffect](r.clear().pass(250))), 1)

	reauth := `{"type":"reauth","byMs":1}`
	for _, each := range []*rig{
		newRig(t).command(ConnectCommand{}),
		newRig(t).connected().frames(reauth),
		newRig(t).connected().frames(reauth).cut(),
	} {
		want(t, each.input(TokenFailedInput{Message: "signed out", Final: true}).state(), "failed credentials_failed")
	}
	soon := newRig(t).connected(quiet).frames(reauth).clear().input(TokenFailedInput{Message: "HTTP 500"})
	want(t, told[ErrorEvent](soon)[0].Err.Code, "credentials_failed")
	want(t, soon.state(), "connected")
	want(t, len(of[FetchTokenEffect](soon.pass(10_000))), 1)

	refused := newRig(t).connected(quiet).frames(reauth).input(TokenInput{Token: "t2"}).clear()
	refused.frames(`{"type":"error","id":2,"code":"invalid_token","message":"No.","retryable":false}`)
	want(t, told[ErrorEvent](refused)[0].Err.Code, "invalid_token")
	want(t, len(of[FetchTokenEffect](refused.pass(10_000))), 1)

	silent := newRig(t).command(ConnectCommand{}).pass(10_000)
	want(t, silent.state(), "reconnecting timeout")
	want(t, len(of[FetchTokenEffect](silent.pass(60_000))), 1)
	want(t, silent.input(TokenInput{Token: "late"}).pass(20_000).connected().state(), "connected")
}
