module github.com/parlance-dev/parlance/packages/runtime/go

go 1.23

require (
	github.com/coder/websocket v1.8.15
	github.com/fxamacker/cbor/v2 v2.9.6
)

require github.com/x448/float16 v0.8.4 // indirect
