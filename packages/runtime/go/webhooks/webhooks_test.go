package webhooks_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"testing"
	"time"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
	"github.com/parlance-dev/parlance/packages/runtime/go/webhooks"
)

type vectors struct {
	Signatures []struct {
		Name, Secret, ID, Body, Signature string
		Timestamp                         int64
	}
	Verifications []struct {
		Name, Body, Result string
		Secrets            []string
		Headers            map[string]string
		Now                int64
		ToleranceSeconds   int64
	}
}

func readVectors(t *testing.T) vectors {
	t.Helper()
	data, err := os.ReadFile("../../../../specs/vectors/webhooks.json")
	if err != nil {
		t.Fatal(err)
	}
	var all vectors
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestSignsAsThePlatformDoes(t *testing.T) {
	for _, each := range readVectors(t).Signatures {
		t.Run(each.Name, func(t *testing.T) {
			header, err := webhooks.Sign(each.Secret, each.ID, time.Unix(each.Timestamp, 0), []byte(each.Body))
			if err != nil {
				t.Fatal(err)
			}
			if got := header.Get("Webhook-Signature"); got != each.Signature {
				t.Errorf("got %s, want %s", got, each.Signature)
			}
		})
	}
}

func TestVerifiesAsTheVectorsSay(t *testing.T) {
	for _, each := range readVectors(t).Verifications {
		t.Run(each.Name, func(t *testing.T) {
			header := http.Header{}
			for name, value := range each.Headers {
				header.Set(name, value)
			}
			webhook, err := webhooks.Verify(header, []byte(each.Body), webhooks.Options{
				Secrets:   each.Secrets,
				Tolerance: time.Duration(each.ToleranceSeconds) * time.Second,
				Now:       time.Unix(each.Now, 0),
			})
			result := "verified"
			var refused runtime.Error
			if errors.As(err, &refused) {
				result = refused.Code()
			}
			if result != each.Result {
				t.Errorf("got %s, want %s", result, each.Result)
			}
			if err == nil && (webhook.ID != header.Get("Webhook-Id") || string(webhook.Body) != each.Body) {
				t.Errorf("got %+v", webhook)
			}
		})
	}
}

func TestDecodesTheEvent(t *testing.T) {
	webhook := webhooks.Webhook{Body: []byte(`{"type":"tunnel.created"}`)}
	var event struct{ Type string }
	if err := webhook.Decode(&event); err != nil || event.Type != "tunnel.created" {
		t.Errorf("got %+v, %v", event, err)
	}
}
