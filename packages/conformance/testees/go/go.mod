module github.com/parlance-dev/parlance/packages/conformance/testees/go

go 1.23

require github.com/parlance-dev/parlance/packages/runtime/go v0.0.0

replace github.com/parlance-dev/parlance/packages/runtime/go => ../../../runtime/go
