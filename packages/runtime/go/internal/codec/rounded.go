package codec

import (
	"math"
	"strconv"
	"strings"
)

const (
	// Every number of so many characters is what its float64 says,
	surelyExact = 15
	// unless it is smaller than this, where a float64 has fewer digits.
	surelyNormal = 1e-290
)

// isRounded tells whether a number is another one than the text says, which has more digits than a float64 holds.
func isRounded(text string, number float64) bool {
	if text == "0" || len(text) <= surelyExact && math.Abs(number) > surelyNormal {
		return false
	}
	digits, exponent, ok := decimalOf(text)
	shortest, own, _ := decimalOf(strconv.FormatFloat(number, 'e', -1, 64))
	return !ok || digits != shortest || exponent != own
}

// decimalOf gives the digits of a JSON number without zeros around them, and the power of ten of the first; false: the exponent is
// beyond all bounds.
func decimalOf(text string) (digits string, exponent int, ok bool) {
	text = strings.TrimPrefix(text, "-")
	if at := strings.IndexAny(text, "eE"); at >= 0 {
		given, err := strconv.Atoi(text[at+1:])
		if err != nil {
			return "", 0, false
		}
		text, exponent = text[:at], given
	}
	whole, fraction, _ := strings.Cut(text, ".")
	digits = strings.TrimLeft(whole+fraction, "0")
	exponent += len(digits) - len(fraction)
	digits = strings.TrimRight(digits, "0")
	if digits == "" {
		return "", 0, true
	}
	return digits, exponent, true
}
