package main

import (
	"fmt"
	"os"
	"syscall"
	"time"
)

// message is what every message carries (bench/realtime/message.ts).
type message struct {
	ID     int64   `json:"id"`
	SentAt int64   `json:"sentAt"`
	User   string  `json:"user"`
	Kind   string  `json:"kind"`
	Room   string  `json:"room"`
	Text   string  `json:"text"`
	Weight float64 `json:"weight"`
	OK     bool    `json:"ok"`
	Tag    string  `json:"tag"`
}

// received is what receiving cost; the last payload proves that they came.
type received struct {
	CPUMicroseconds float64 `json:"cpuUs"`
	Milliseconds    float64 `json:"wallMs"`
	Last            message `json:"last"`
}

// counter counts what arrives, and measures what it costs this process. Its members are handed over by the server's silence: nothing
// is under way when it is armed.
type counter struct {
	missing  int
	began    time.Time
	cpu      time.Duration
	received chan received
}

func (c *counter) arm(messages int) error {
	cpu, err := processorTime()
	c.missing, c.began, c.cpu, c.received = messages, time.Now(), cpu, make(chan received, 1)
	return err
}

func (c *counter) message(last message) {
	c.missing--
	if c.missing != 0 {
		return
	}
	cpu, err := processorTime()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	c.received <- received{
		CPUMicroseconds: float64(cpu-c.cpu) / float64(time.Microsecond),
		Milliseconds:    float64(time.Since(c.began)) / float64(time.Millisecond),
		Last:            last,
	}
}

// processorTime is the user and system time of this process.
func processorTime() (time.Duration, error) {
	var usage syscall.Rusage
	err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano()), err
}
