module github.com/parlance-dev/parlance/bench/realtime/go

go 1.23

require (
	github.com/coder/websocket v1.8.15
	github.com/parlance-dev/parlance/packages/runtime/go v0.1.0
)

replace github.com/parlance-dev/parlance/packages/runtime/go => ../../../packages/runtime/go
