module github.com/parlance-dev/parlance/examples/go

go 1.23

require (
	github.com/parlance-dev/parlance/packages/runtime/go v0.1.0
	github.com/parlance-dev/parlance/packages/sdk/go v0.1.0
)

require github.com/coder/websocket v1.8.15 // indirect
