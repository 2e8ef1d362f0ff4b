package protocol

// connectable is what one connection is to those that use it.
type connectable interface {
	// hello gives the first frame of a connection.
	hello(session string) *HelloFrame
	// welcomed: the connection holds.
	welcomed(frame *WelcomeFrame)
	// broken: a connection that held is gone; there will be another.
	broken(err *Error)
	// ended: there will be no other. Without an error the application wanted it so.
	ended(err *Error)
}
