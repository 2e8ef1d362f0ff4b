// Package protocol is a realtime session as a state machine: frames, states and effects, and no I/O, clock, goroutine or
// randomness. Package realtime drives it; an application needs it only for the types that it sees there.
//
//	Session.Command(command, now)  what the application wants
//	Session.Input(input, now)      what the transport, the source of tokens and the host say
//	Session.Tick(now)              the time that it asked to be woken at
//	Session.Follow(…)              the short way of a message that simply follows
//
// Each returns what the driver is to do. The rules are those of docs/decisions/0009-realtime.md in every language, and the
// same vectors and scenarios prove them.
package protocol
