package socket

import (
	"slices"
	"strconv"
	"time"
)

// exchange is a message of the application's on its way.
type exchange struct {
	id        int
	message   Message
	bytes     int
	settling  settling
	deadline  time.Time
	restoring bool
	sent      bool
}

// settling is what settles a message: nothing more than sending it, an answer, or the server's acknowledgement.
type settling struct {
	reply, acknowledged bool
	// Where the id stands, by the names of what may settle it; empty: any message of that name does.
	answers map[string]string
	id      string
}

// exchangeOf makes an exchange of a command. An id that the document wants and the application left out is number.
func exchangeOf(command SendCommand, descriptor *Descriptor, now time.Time, number int) *exchange {
	made := &exchange{
		id: command.ID, message: command.Message, bytes: command.Bytes, restoring: command.Restoring,
	}
	if command.Timeout > 0 {
		made.deadline = now.Add(command.Timeout)
	}
	name := command.Message.Name
	sent := descriptor.Sends[name]
	if command.Reply {
		made.settling = settling{reply: true, answers: map[string]string{}}
		for _, reply := range sent.Replies {
			made.settling.answers[reply] = ""
		}
		if correlation := sent.Correlation; correlation != nil {
			for _, reply := range sent.Replies {
				made.settling.answers[reply] = correlation.Answers[reply]
			}
			made.identify(correlation.Pointer, correlation.Type, number)
		}
		return made
	}
	rules := descriptor.Acknowledgement
	if rules != nil && rules.Send != nil && slices.Contains(rules.Send.Messages, name) {
		made.settling = settling{acknowledged: true, answers: map[string]string{rules.Send.Answer: rules.Send.Of}}
		made.identify(rules.Send.ID, rules.Send.Type, number)
	}
	return made
}

// identify fills in the id where it is missing, and keeps it.
func (e *exchange) identify(pointer string, idType IDType, number int) {
	id, ok := e.message.at(pointer)
	if !ok {
		text := strconv.Itoa(number)
		put := any(text)
		if idType == "integer" {
			put = plain([]byte(text))
		}
		e.message = e.message.with(pointer, put)
		id = put
	}
	e.settling.id = keyOf(id)
}

// settles tells whether the message that came settles the exchange.
func (e *exchange) settles(message *Message) bool {
	pointer, ok := e.settling.answers[message.Name]
	if !ok || pointer == "" {
		return ok
	}
	id, ok := message.at(pointer)
	return ok && keyOf(id) == e.settling.id
}

// conflicts tells whether the answer of one could be taken for that of the other: then one waits for the other.
func (e *exchange) conflicts(other *exchange) bool {
	if !e.settling.reply || !other.settling.reply {
		return false
	}
	for name, pointer := range e.settling.answers {
		if _, shared := other.settling.answers[name]; shared && pointer == "" {
			return true
		}
	}
	return false
}
