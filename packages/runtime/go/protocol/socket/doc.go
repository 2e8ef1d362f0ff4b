// Package socket is a socket that does not speak the Parlance protocol, without I/O: a Machine takes what the application asks and
// what the driver reports, with the time, and gives effects. Package sockets drives it; specs/vectors hold it to the same behaviour
// in every language.
package socket
