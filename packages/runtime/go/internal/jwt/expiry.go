// Package jwt reads what a token says of itself.
package jwt

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"
)

// Expiry is when a JWT says it expires (RFC 7519 section 4.1.4); false for other tokens.
func Expiry(token string) (time.Time, bool) {
	parts := strings.Split(token, ".")
	if len(parts) < 2 {
		return time.Time{}, false
	}
	payload, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(parts[1], "="))
	if err != nil {
		return time.Time{}, false
	}
	var claims struct {
		Expires *float64 `json:"exp"`
	}
	if json.Unmarshal(payload, &claims) != nil || claims.Expires == nil {
		return time.Time{}, false
	}
	return time.UnixMilli(int64(*claims.Expires * 1000)), true
}
