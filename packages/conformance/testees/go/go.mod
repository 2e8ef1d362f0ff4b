module github.com/parlance-dev/parlance/packages/conformance/testees/go

go 1.23

require github.com/parlance-dev/parlance/packages/runtime/go v0.1.0

require (
	github.com/coder/websocket v1.8.15 // indirect
	github.com/fxamacker/cbor/v2 v2.9.6 // indirect
	github.com/x448/float16 v0.8.4 // indirect
)

replace github.com/parlance-dev/parlance/packages/runtime/go => ../../../runtime/go
