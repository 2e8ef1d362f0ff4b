package runtime

import "encoding/base64"

// Base64 is bytes in JSON, kept as the text they came with.
type Base64 string

// EncodeBase64 writes bytes in the standard alphabet with padding (RFC 4648 section 4).
func EncodeBase64(data []byte) Base64 { return Base64(base64.StdEncoding.EncodeToString(data)) }

// Bytes reads the text, in the standard or the URL alphabet, with or without padding.
func (b Base64) Bytes() ([]byte, error) {
	var failure error
	for _, encoding := range []*base64.Encoding{
		base64.StdEncoding, base64.RawStdEncoding, base64.URLEncoding, base64.RawURLEncoding,
	} {
		data, err := encoding.DecodeString(string(b))
		if err == nil {
			return data, nil
		}
		failure = err
	}
	return nil, failure
}
