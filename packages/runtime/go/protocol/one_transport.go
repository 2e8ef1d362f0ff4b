package protocol

// oneTransport is the transport there is; one at a time, numbered, so that what an older one says can be told apart.
type oneTransport struct {
	context *sessionContext
	newest  int
	// Where to connect instead, for one attempt: the `to` of a bye.
	to string
}

func (t *oneTransport) open() {
	t.newest++
	t.context.transport = t.newest
	t.context.do(OpenEffect{Transport: t.newest, URL: t.to})
	t.to = ""
}

// detach closes it, if there is one. Whatever else it says is dropped.
func (t *oneTransport) detach(reason string, code int) {
	if transport := t.context.transport; transport != 0 {
		t.context.do(CloseEffect{Transport: transport, Code: code, Reason: reason})
	}
	t.context.transport = 0
}
