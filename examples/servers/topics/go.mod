module github.com/parlance-dev/parlance/examples/servers/topics

go 1.26.0
