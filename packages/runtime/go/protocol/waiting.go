package protocol

import "slices"

// waiting are the requests of the application that wait to be sent, oldest first, bounded in number and size.
type waiting struct {
	requests []*request
	bytes    int
}

// add takes a new request, or fails it or an older one when there is no room.
func (w *waiting) add(request *request, bounds QueueBounds) {
	for len(w.requests) >= bounds.Count || w.bytes+request.bytes > bounds.Bytes {
		oldest := -1
		if bounds.Policy == QueueDropOldest && request.bytes <= bounds.Bytes {
			oldest = slices.IndexFunc(w.requests, isPublish)
		}
		if oldest < 0 {
			request.giveUp(ErrQueueFull)
			return
		}
		w.requests[oldest].giveUp(ErrQueueFull)
		w.sweep()
	}
	w.requests = append(w.requests, request)
	w.bytes += request.bytes
}

// putBack puts requests that were sent before all others. They were let in once, so the bounds do not hold for them.
func (w *waiting) putBack(requests []*request) {
	w.requests = append(requests, w.requests...)
	w.sweep()
}

// next takes out the oldest whose channel nobody holds back; nil if there is none.
func (w *waiting) next(held map[string]int) *request {
	index := slices.IndexFunc(w.requests, func(each *request) bool { return held[channelOf(each.body)] == 0 })
	if index < 0 {
		return nil
	}
	request := w.requests[index]
	if index == 0 {
		w.requests[0] = nil
		w.requests = w.requests[1:]
	} else {
		w.requests = slices.Delete(w.requests, index, index+1)
	}
	w.bytes -= request.bytes
	return request
}

// sweep forgets those that are settled.
func (w *waiting) sweep() {
	w.requests = slices.DeleteFunc(w.requests, func(each *request) bool { return each.settled })
	w.bytes = 0
	for _, each := range w.requests {
		w.bytes += each.bytes
	}
}

func isPublish(request *request) bool {
	_, ok := request.body.(*PublishFrame)
	return ok
}
