package socket

import (
	"slices"
	"time"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
)

// exchanges is what the application sends: it waits in order while there is no connection, and settles once.
type exchanges struct {
	context *socketContext
	all     []*exchange
	// The number of the newest exchange: its id where the document wants one.
	last int
}

// deadline is when the next of them has waited long enough.
func (e *exchanges) deadline() time.Time {
	var first time.Time
	for _, each := range e.all {
		first = earliest(first, each.deadline)
	}
	return first
}

// add takes a message. ready: what waits may be sent.
func (e *exchanges) add(command SendCommand, ready bool) {
	e.last++
	made := exchangeOf(command, e.context.descriptor, e.context.now, e.last)
	e.all = append(e.all, made)
	e.flush(ready)
	if !made.sent && e.isFull() {
		e.fail(made, errQueueFull)
	}
}

// flush sends what waits; while the socket is being restored, only what belongs to that.
func (e *exchanges) flush(ready bool) {
	if e.context.connection == 0 {
		return
	}
	for _, each := range slices.Clone(e.all) {
		if each.sent || !(ready || each.restoring) || e.mustWait(each) {
			continue
		}
		each.sent = true
		e.context.send(each.message)
		if !each.settling.reply && !each.settling.acknowledged {
			e.settle(each, SettleEffect{ID: each.id})
		}
	}
}

// received tells whom a message answers. It gives true if it is an acknowledgement, which is for nobody else.
func (e *exchanges) received(message *Message) bool {
	for _, each := range e.all {
		if !each.sent || !each.settles(message) {
			continue
		}
		effect := SettleEffect{ID: each.id}
		if each.settling.reply {
			effect.Reply = message
		}
		e.settle(each, effect)
		return each.settling.acknowledged
	}
	return false
}

// lost: the connection is lost. What is not acknowledged is sent again, first; whether a request was carried out nobody can tell.
func (e *exchanges) lost() {
	for _, each := range slices.Clone(e.all) {
		switch {
		case each.restoring:
			e.fail(each, errLostRestoring)
		case each.sent && each.settling.reply:
			e.fail(each, errOutcomeUnknown)
		default:
			each.sent = false
		}
	}
}

// expire ends those whose time is over.
func (e *exchanges) expire() {
	for _, each := range slices.Clone(e.all) {
		if isDue(each.deadline, e.context.now) {
			e.fail(each, errTimeout)
		}
	}
}

func (e *exchanges) cancel(id int) {
	for _, each := range e.all {
		if each.id == id {
			e.fail(each, errCancelled)
			return
		}
	}
}

// end ends all, for good.
func (e *exchanges) end(err *protocol.Error) {
	for _, each := range slices.Clone(e.all) {
		e.fail(each, err)
	}
}

func (e *exchanges) fail(exchange *exchange, err *protocol.Error) {
	e.settle(exchange, SettleEffect{ID: exchange.id, Err: err})
}

func (e *exchanges) settle(settled *exchange, effect SettleEffect) {
	e.all = slices.DeleteFunc(e.all, func(each *exchange) bool { return each == settled })
	e.context.do(effect)
}

func (e *exchanges) mustWait(waiting *exchange) bool {
	return slices.ContainsFunc(e.all, func(each *exchange) bool { return each.sent && waiting.conflicts(each) })
}

func (e *exchanges) isFull() bool {
	messages, bytes := 0, 0
	for _, each := range e.all {
		if !each.sent {
			messages++
			bytes += each.bytes
		}
	}
	return messages > e.context.options.QueueMessages || bytes > e.context.options.QueueBytes
}
