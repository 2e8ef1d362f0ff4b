package socket

import "time"

// socketContext is what the concerns of one socket share: the time of this call, its effects, and the connection in use.
type socketContext struct {
	descriptor *Descriptor
	options    Options
	now        time.Time
	// What this call asks of the driver. A new list each time, which the driver may keep.
	effects []Effect
	// The number of the one connection; 0 while nothing can be sent.
	connection int
}

func (c *socketContext) do(effect Effect) { c.effects = append(c.effects, effect) }

// send sends a message, or drops it while there is no connection.
func (c *socketContext) send(message Message) {
	if c.connection != 0 {
		c.do(SendEffect{Connection: c.connection, Message: message})
	}
}

// after gives the time so many milliseconds from now.
func (c *socketContext) after(milliseconds int64) time.Time {
	return c.now.Add(time.Duration(milliseconds) * time.Millisecond)
}
