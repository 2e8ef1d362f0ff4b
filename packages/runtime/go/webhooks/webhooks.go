// Package webhooks verifies the deliveries of a platform (Standard Webhooks 1.0), and signs them to test a receiver with.
//
//	func receive(w http.ResponseWriter, r *http.Request) {
//		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
//		if err != nil {
//			http.Error(w, err.Error(), http.StatusRequestEntityTooLarge)
//			return
//		}
//		delivery, err := webhooks.Verify(r.Header, body, webhooks.Options{Secrets: []string{secret}})
//		if err != nil {
//			http.Error(w, err.Error(), http.StatusBadRequest)
//			return
//		}
//		var event parlance.Event // of the SDK; a type switch over event.Value tells what happened
//		if err := delivery.Decode(&event); err != nil { … }
//	}
package webhooks

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
)

const (
	secretPrefix     = "whsec_"
	signaturePrefix  = "v1,"
	defaultTolerance = 5 * time.Minute
	// longestSignatures is the length of webhook-signature, as the contract has it.
	longestSignatures = 1024
)

// Codes of an Error.
const (
	CodeHeaderMissing    = "webhook_header_missing"
	CodeHeaderMalformed  = "webhook_header_malformed"
	CodeTooOld           = "webhook_too_old"
	CodeTooNew           = "webhook_too_new"
	CodeSignatureInvalid = "webhook_signature_invalid"
	CodeSecretInvalid    = "configuration_invalid"
)

// Error is a delivery that cannot be trusted, to be answered with 400; with CodeSecretInvalid it is a secret that is none.
type Error struct {
	code    string
	message string
}

func (e *Error) Error() string { return e.message }

// Code is one of the codes of this package.
func (e *Error) Code() string { return e.code }

// Retryable is false: the same delivery is refused again.
func (e *Error) Retryable() bool { return false }

// Operation is empty: a delivery is no call.
func (e *Error) Operation() string { return "" }

// Unwrap gives nil: there is no cause.
func (e *Error) Unwrap() error { return nil }

var _ runtime.Error = (*Error)(nil)

// Options are what a delivery is held against.
type Options struct {
	// Secrets of the endpoint; several while they are replaced.
	Secrets []string
	// Tolerance is how much older or newer than the clock a delivery may be. Default: 5 min.
	Tolerance time.Duration
	// Now is the time. Default: the machine's clock.
	Now time.Time
}

// Webhook is a delivery that is what the platform sent.
type Webhook struct {
	// ID of the event, the same on every attempt: keep it for ten minutes to recognise doubles.
	ID string
	// Timestamp is when this attempt was made.
	Timestamp time.Time
	// Body is the event's JSON.
	Body json.RawMessage
}

// Decode reads the event, e.g. into the contract's type of events.
func (w *Webhook) Decode(into any) error { return json.Unmarshal(w.Body, into) }

var timestampForm = regexp.MustCompile(`^\d{1,15}$`)

// Verify verifies a delivery by its headers and its body as it came, before anything parsed it. Every error is an *Error; the
// comparison takes the same time whatever differs.
func Verify(header http.Header, body []byte, options Options) (*Webhook, error) {
	var values [3]string
	for i, name := range []string{"Webhook-Id", "Webhook-Timestamp", "Webhook-Signature"} {
		if values[i] = header.Get(name); values[i] == "" {
			return nil, &Error{CodeHeaderMissing, "the webhook has no header " + strings.ToLower(name)}
		}
	}
	id, timestamp, signatures := values[0], values[1], values[2]
	if !timestampForm.MatchString(timestamp) || len(signatures) > longestSignatures {
		return nil, &Error{CodeHeaderMalformed, "the headers of the webhook are malformed"}
	}
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil {
		return nil, &Error{CodeHeaderMalformed, "the headers of the webhook are malformed"}
	}
	sent := time.Unix(seconds, 0)
	if err := options.checkAge(sent); err != nil {
		return nil, err
	}
	if err := options.checkSignatures(id, timestamp, signatures, body); err != nil {
		return nil, err
	}
	return &Webhook{id, sent, body}, nil
}

func (o Options) checkAge(sent time.Time) error {
	now, tolerance := o.Now, o.Tolerance
	if now.IsZero() {
		now = time.Now()
	}
	if tolerance == 0 {
		tolerance = defaultTolerance
	}
	switch {
	case sent.Before(now.Add(-tolerance)):
		return &Error{CodeTooOld, "the webhook is too old; it may have been sent before"}
	case sent.After(now.Add(tolerance)):
		return &Error{CodeTooNew, "the webhook is from the future; see whether the clock is right"}
	}
	return nil
}

func (o Options) checkSignatures(id, timestamp, signatures string, body []byte) error {
	if len(o.Secrets) == 0 {
		return &Error{CodeSecretInvalid, "verifying webhooks needs the secret of the endpoint"}
	}
	fits := false
	for _, secret := range o.Secrets {
		wanted, err := sign(secret, id, timestamp, body)
		if err != nil {
			return err
		}
		for _, entry := range strings.Split(signatures, " ") {
			text, ok := strings.CutPrefix(entry, signaturePrefix)
			given, err := base64.StdEncoding.Strict().DecodeString(text)
			if ok && err == nil && hmac.Equal(given, wanted) {
				fits = true
			}
		}
	}
	if !fits {
		return &Error{CodeSignatureInvalid, "no signature of the webhook fits"}
	}
	return nil
}

// Sign gives the headers of a delivery as the platform signs it, to test a receiver with.
func Sign(secret, id string, timestamp time.Time, body []byte) (http.Header, error) {
	seconds := strconv.FormatInt(timestamp.Unix(), 10)
	signature, err := sign(secret, id, seconds, body)
	if err != nil {
		return nil, err
	}
	return http.Header{
		"Webhook-Id":        {id},
		"Webhook-Timestamp": {seconds},
		"Webhook-Signature": {signaturePrefix + base64.StdEncoding.EncodeToString(signature)},
	}, nil
}

// sign signs <id>.<timestamp>.<body>.
func sign(secret, id, timestamp string, body []byte) ([]byte, error) {
	key, err := base64.StdEncoding.Strict().DecodeString(strings.TrimPrefix(secret, secretPrefix))
	if err != nil || len(key) == 0 {
		return nil, &Error{CodeSecretInvalid, "the webhook secret is none: it is whsec_ and base64, as the platform showed it"}
	}
	mac := hmac.New(sha256.New, key)
	// A hash takes everything.
	_, _ = fmt.Fprintf(mac, "%s.%s.", id, timestamp)
	_, _ = mac.Write(body)
	return mac.Sum(nil), nil
}
