// Package relay is a line to the platform that a program can cut.
package relay

import (
	"io"
	"net"
	"net/url"
	"sync"
)

// Relay passes bytes on between whoever connects and the platform.
type Relay struct {
	// URL is where to connect to.
	URL string

	listener net.Listener
	to       string
	mu       sync.Mutex
	ends     map[*net.TCPConn]struct{}
	dead     bool
}

// Start makes a relay to the platform at this URL.
func Start(to string) (*Relay, error) {
	platform, err := url.Parse(to)
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	r := &Relay{
		URL:      "http://" + listener.Addr().String(),
		listener: listener,
		to:       platform.Host,
		ends:     make(map[*net.TCPConn]struct{}),
	}
	go r.accept()
	return r, nil
}

// Cut breaks every connection, keeps the line dead while meanwhile runs, and lets new connections through afterwards.
func (r *Relay) Cut(meanwhile func() error) error {
	r.breakAll(true)
	defer r.breakAll(false)
	return meanwhile()
}

// Close ends it.
func (r *Relay) Close() {
	_ = r.listener.Close()
	r.breakAll(true)
}

func (r *Relay) breakAll(dead bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.dead = dead
	for end := range r.ends {
		hangUp(end)
	}
}

func (r *Relay) accept() {
	for {
		near, err := r.listener.Accept()
		if err != nil {
			return
		}
		go r.connect(near.(*net.TCPConn))
	}
}

func (r *Relay) connect(near *net.TCPConn) {
	far, err := net.Dial("tcp", r.to)
	if err != nil {
		hangUp(near)
		return
	}
	ends := []*net.TCPConn{near, far.(*net.TCPConn)}
	if !r.keep(ends) {
		return
	}
	var passing sync.WaitGroup
	for i, end := range ends {
		passing.Add(1)
		go func() {
			defer passing.Done()
			_, _ = io.Copy(ends[1-i], end)
			// A broken half breaks the other; that is all there is to say about it.
			hangUp(ends[1-i])
		}()
	}
	passing.Wait()
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, end := range ends {
		delete(r.ends, end)
	}
}

// keep remembers both ends, unless the line is dead.
func (r *Relay) keep(ends []*net.TCPConn) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, end := range ends {
		if r.dead {
			hangUp(end)
		} else {
			r.ends[end] = struct{}{}
		}
	}
	return !r.dead
}

func hangUp(end *net.TCPConn) {
	_ = end.SetLinger(0)
	_ = end.Close()
}
