package runtime

import (
	"runtime"
	"strings"
)

// userAgent is the SDK's name and that of the Go it was built with.
func userAgent(product string) string {
	if product == "" {
		product = "parlance-runtime"
	}
	return product + " go/" + strings.TrimPrefix(runtime.Version(), "go")
}
