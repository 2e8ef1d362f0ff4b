package socket

import (
	"fmt"
	"slices"
	"strings"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
)

const (
	// The server says goodbye.
	goodbye = 1000
	// Who goes away and may come back.
	goingAway = 1001
)

// Close codes after which the same would happen again (RFC 6455 section 7.4.1).
var hopeless = []int{1002, 1003, 1007, 1008, 1009, 1010}

// lossOf is what the end of a connection means. final: nobody tries again.
func lossOf(input ClosedInput, finalCodes []int) (err *protocol.Error, final bool) {
	if input.Err != nil {
		return input.Err, !input.Err.Retryable
	}
	final = slices.Contains(hopeless, input.Code) || slices.Contains(finalCodes, input.Code)
	message := fmt.Sprintf("The connection ended with close code %d", input.Code)
	if input.Reason != "" {
		message += ": " + strings.TrimRight(input.Reason, ".!")
	}
	return &protocol.Error{Code: "connection_lost", Message: message, Retryable: !final, CloseCode: input.Code}, final
}
