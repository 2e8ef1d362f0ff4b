package protocol

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

// vectors reads a file of specs/vectors, which every language runs.
func vectors(t *testing.T, name string, into any) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "specs", "vectors", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, into); err != nil {
		t.Fatal(err)
	}
}

func TestBackOffVectors(t *testing.T) {
	var file struct {
		Waits []struct {
			Name        string
			Hint        RetryHint
			ComeBack    string
			Attempt     int
			Least, Most float64
		}
	}
	vectors(t, "back-off", &file)
	for _, each := range file.Waits {
		t.Run(each.Name, func(t *testing.T) {
			nth := func(random float64) time.Duration {
				options := SessionOptions{Random: func() float64 { return random }, Retry: each.Hint}
				backOff := newBackOff(options)
				for range each.Attempt - 1 {
					backOff.Next(each.ComeBack == "now")
				}
				return backOff.Next(each.ComeBack == "now")
			}
			for random, want := range map[float64]float64{0: each.Least, 1: each.Most} {
				got := float64(nth(random)) / float64(time.Millisecond)
				if got < want-0.001 || got > want+0.001 {
					t.Errorf("the wait is %v ms, want %v ms", got, want)
				}
			}
		})
	}
}

// noted notes what a track lets through.
type noted struct{ what []string }

func (o *noted) tellMessage(*MessageFrame) { o.what = append(o.what, "emit") }
func (o *noted) tellGap(*GapFrame)         { o.what = append(o.what, "gap") }
func (o *noted) hole(int)                  { o.what = append(o.what, "hole") }

func TestPositionVectors(t *testing.T) {
	var file struct {
		Decisions []struct {
			Name            string
			Position, After Position
			Message         MessageFrame
			Decision        string
		}
	}
	vectors(t, "positions", &file)
	for _, each := range file.Decisions {
		t.Run(each.Name, func(t *testing.T) {
			owner := &noted{}
			track := track{channel: "chat-42", owner: owner}
			track.moveTo(each.Position)
			track.begin(start{position: each.Position, recovered: RecoveryYes})
			track.message(&each.Message)
			want := each.Decision
			if want == "drop" {
				want = ""
			}
			if got := strings.Join(owner.what, " "); got != want {
				t.Errorf("it did %q, want %q", got, want)
			}
			if *track.position() != each.After {
				t.Errorf("the position is %v, want %v", *track.position(), each.After)
			}
		})
	}
}

func TestMessageIDVectors(t *testing.T) {
	var file struct {
		IDs []struct {
			Name      string
			Frame     MessageFrame
			Epoch, ID string
		}
	}
	vectors(t, "message-ids", &file)
	for _, each := range file.IDs {
		if got := MessageIDOf(&each.Frame, each.Epoch); got != each.ID {
			t.Errorf("%s: the id is %q, want %q", each.Name, got, each.ID)
		}
	}
}

func TestFrameVectors(t *testing.T) {
	var file struct {
		Frames    []struct{ Name, JSON string }
		Batches   []struct{ Name, JSON string }
		Malformed []struct{ Name, JSON string }
	}
	vectors(t, "frames", &file)
	for _, each := range append(file.Frames, file.Batches...) {
		t.Run(each.Name, func(t *testing.T) {
			frames, err := DecodeFrames([]byte(each.JSON))
			if err != nil {
				t.Fatal(err)
			}
			lines := strings.FieldsFunc(each.JSON, func(r rune) bool { return r == '\n' })
			if len(frames) != len(lines) {
				t.Fatalf("there are %d frames, want %d", len(frames), len(lines))
			}
			for index, frame := range frames {
				got, want := writtenAgain(t, frame), value(t, lines[index])
				if _, live := frame.(*LiveFrame); live {
					// The offset of one is a member that this version does not know.
					delete(want, "offset")
				}
				if !reflect.DeepEqual(got, want) {
					t.Errorf("the frame is %v, want %v", got, want)
				}
			}
		})
	}
	for _, each := range file.Malformed {
		t.Run(each.Name, func(t *testing.T) {
			if frames, err := DecodeFrames([]byte(each.JSON)); err == nil || len(frames) > 0 {
				t.Errorf("it was read as %v", frames)
			}
		})
	}
}

// writtenAgain gives the members of a frame that was read, of known and unknown types.
func writtenAgain(t *testing.T, frame ServerFrame) map[string]any {
	t.Helper()
	if unknown, ok := frame.(*UnknownFrame); ok {
		return value(t, string(unknown.Raw))
	}
	text, err := json.Marshal(frame)
	if err != nil {
		t.Fatal(err)
	}
	members := value(t, string(text))
	members["type"] = frame.FrameType()
	return members
}

func value(t *testing.T, text string) map[string]any {
	t.Helper()
	var value map[string]any
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		t.Fatal(err)
	}
	return value
}
