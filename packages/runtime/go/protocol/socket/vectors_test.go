package socket

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
)

// vectors reads a file of specs/vectors, which every language runs.
func vectors(t *testing.T, name string, into any) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "..", "specs", "vectors", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, into); err != nil {
		t.Fatal(err)
	}
}

func TestMessageVectors(t *testing.T) {
	var file struct {
		Messages []struct {
			Name  string
			Rules []Rule
			Data  struct{ Text, Bytes *string }
			Is    *string
		}
	}
	vectors(t, "socket-messages", &file)
	for _, each := range file.Messages {
		t.Run(each.Name, func(t *testing.T) {
			var data []byte
			if each.Data.Text != nil {
				data = []byte(*each.Data.Text)
			} else if decoded, err := hex.DecodeString(*each.Data.Bytes); err != nil {
				t.Fatal(err)
			} else {
				data = decoded
			}
			message, known := Recognise(each.Rules, data, each.Data.Bytes != nil)
			want := UnknownName
			if each.Is != nil {
				want = *each.Is
			}
			if message.Name != want || known != (each.Is != nil) {
				t.Errorf("it is %s (known: %v), want %s", message.Name, known, want)
			}
		})
	}
}

func TestAddressVectors(t *testing.T) {
	var file struct {
		Addresses []struct {
			Name    string
			Socket  Descriptor
			Values  map[string]any
			Given   string
			URL     string
			Headers map[string]string
			Error   string
		}
	}
	vectors(t, "socket-addresses", &file)
	for _, each := range file.Addresses {
		t.Run(each.Name, func(t *testing.T) {
			values := Values{}
			for key, value := range each.Values {
				list, ok := value.([]any)
				if !ok {
					list = []any{value}
				}
				for _, one := range list {
					values[key] = append(values[key], textOf(one))
				}
			}
			address, err := AddressOf(&each.Socket, values, Given{URL: each.Given})
			if each.Error != "" {
				if err == nil || !strings.Contains(strings.ToLower(err.Error()), each.Error) {
					t.Errorf("the error is %v, want one that names %s", err, each.Error)
				}
				return
			}
			if err != nil || address.URL != each.URL || !maps.Equal(address.Header, each.Headers) {
				t.Errorf("%q %v %v, want %q %v", address.URL, address.Header, err, each.URL, each.Headers)
			}
		})
	}
}

func TestMachineVectors(t *testing.T) {
	var file struct {
		Socket    map[string]json.RawMessage
		Scenarios []struct {
			Name       string
			Descriptor map[string]json.RawMessage
			Options    struct {
				Heartbeat *Heartbeat
				Queue     struct{ Messages, Bytes int }
				CanPing   bool
			}
			Steps []struct {
				Now     int64
				Command *wire
				Input   *wire
				Effects []any
			}
		}
	}
	vectors(t, "sockets", &file)
	for _, each := range file.Scenarios {
		t.Run(each.Name, func(t *testing.T) {
			merged := maps.Clone(file.Socket)
			maps.Copy(merged, each.Descriptor)
			var descriptor Descriptor
			text, _ := json.Marshal(merged)
			if err := json.Unmarshal(text, &descriptor); err != nil {
				t.Fatal(err)
			}
			machine := NewMachine(&descriptor, Options{
				Random: func() float64 { return 0.5 }, CanPing: each.Options.CanPing, Heartbeat: each.Options.Heartbeat,
				QueueMessages: each.Options.Queue.Messages, QueueBytes: each.Options.Queue.Bytes,
			})
			for index, step := range each.Steps {
				now := time.UnixMilli(step.Now)
				var effects []Effect
				switch {
				case step.Command != nil:
					effects = machine.Command(step.Command.command(t), now)
				case step.Input != nil:
					effects = machine.Input(step.Input.input(t), now)
				default:
					effects = machine.Tick(now)
				}
				got := []any{}
				for _, effect := range effects {
					got = append(got, asJSON(t, shown(effect)))
				}
				if want := asJSON(t, step.Effects); !reflect.DeepEqual(asJSON(t, got), want) {
					gotText, _ := json.Marshal(got)
					wantText, _ := json.Marshal(want)
					t.Fatalf("step %d gives\n%s, want\n%s", index, gotText, wantText)
				}
			}
		})
	}
}

// wire is a command or an input as the vectors write them.
type wire struct {
	Type         string
	ID           int
	Message      json.RawMessage
	Bytes        int
	Reply        bool
	Restoring    bool
	TimeoutMs    int64
	Subscription int
	Payload      json.RawMessage
	Connection   int
	Code         int
	Reason       string
	Error        *protocol.Error
	Token        string
	ExpiresAt    int64
}

func (w *wire) message(t *testing.T) (message Message) {
	t.Helper()
	if err := json.Unmarshal(w.Message, &message); err != nil {
		t.Fatal(err)
	}
	return message
}

func (w *wire) command(t *testing.T) Command {
	t.Helper()
	switch w.Type {
	case "connect":
		return ConnectCommand{}
	case "send":
		return SendCommand{
			ID: w.ID, Message: w.message(t), Bytes: w.Bytes, Reply: w.Reply, Restoring: w.Restoring,
			Timeout: time.Duration(w.TimeoutMs) * time.Millisecond,
		}
	case "cancel":
		return CancelCommand{ID: w.ID}
	case "subscribe":
		return SubscribeCommand{Subscription: w.Subscription, Payload: w.Payload}
	case "unsubscribe":
		return UnsubscribeCommand{Subscription: w.Subscription}
	case "acknowledge":
		return AcknowledgeCommand{Connection: w.Connection, Message: w.message(t)}
	case "close":
		return CloseCommand{}
	}
	t.Fatalf("no such command: %s", w.Type)
	return nil
}

func (w *wire) input(t *testing.T) Input {
	t.Helper()
	switch w.Type {
	case "opened":
		return OpenedInput{Connection: w.Connection}
	case "closed":
		return ClosedInput{Connection: w.Connection, Code: w.Code, Reason: w.Reason, Err: w.Error}
	case "message":
		return MessageInput{Connection: w.Connection, Message: w.message(t)}
	case "pong":
		return PongInput{Connection: w.Connection}
	case "restored":
		return RestoredInput{Connection: w.Connection}
	case "restoreFailed":
		return RestoreFailedInput{Connection: w.Connection, Cause: errors.New("restore")}
	case "token":
		input := TokenInput{Token: w.Token}
		if w.ExpiresAt != 0 {
			input.ExpiresAt = time.UnixMilli(w.ExpiresAt)
		}
		return input
	case "tokenFailed":
		return TokenFailedInput{Cause: errors.New("token")}
	}
	t.Fatalf("no such input: %s", w.Type)
	return nil
}

type object = map[string]any

// shown is an effect as the vectors write it.
func shown(effect Effect) object {
	switch effect := effect.(type) {
	case OpenEffect:
		return object{"type": "open", "connection": effect.Connection, "query": effect.Query, "headers": effect.Header}
	case SendEffect:
		return object{"type": "send", "connection": effect.Connection, "message": effect.Message}
	case PingEffect:
		return object{"type": "ping", "connection": effect.Connection}
	case CloseEffect:
		return object{"type": "close", "connection": effect.Connection, "code": effect.Code, "reason": effect.Reason}
	case RestoreEffect:
		return object{"type": "restore", "connection": effect.Connection}
	case FetchTokenEffect:
		return object{"type": "fetchToken"}
	case WakeEffect:
		if effect.At.IsZero() {
			return object{"type": "wake", "at": nil}
		}
		return object{"type": "wake", "at": effect.At.UnixMilli()}
	case MessageEffect:
		made := object{
			"type": "message", "connection": effect.Connection, "message": effect.Message, "subscriptions": effect.Subscriptions,
		}
		if effect.Acknowledge != nil {
			made["acknowledge"] = effect.Acknowledge
		}
		return made
	case SettleEffect:
		return object{"type": "settle", "id": effect.ID, "outcome": outcome(effect)}
	case StateEffect:
		return object{"type": "state", "state": shownState(effect.State)}
	}
	return nil
}

func outcome(effect SettleEffect) object {
	switch {
	case effect.Err != nil:
		return object{"status": "failed", "error": shownError(effect.Err)}
	case effect.Reply != nil:
		return object{"status": "replied", "message": effect.Reply}
	}
	return object{"status": "sent"}
}

func shownState(state State) object {
	made := object{"status": state.Status()}
	switch state := state.(type) {
	case Connecting:
		made["attempt"] = state.Attempt
	case Waiting:
		made["attempt"], made["until"], made["error"] = state.Attempt, state.Until.UnixMilli(), shownError(state.Err)
	case Failed:
		made["error"] = shownError(state.Err)
	}
	return made
}

func shownError(err *protocol.Error) object {
	made := object{"code": err.Code, "retryable": err.Retryable}
	if err.CloseCode != 0 {
		made["closeCode"] = err.CloseCode
	}
	return made
}

func asJSON(t *testing.T, value any) (read any) {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &read); err != nil {
		t.Fatal(err)
	}
	return read
}
