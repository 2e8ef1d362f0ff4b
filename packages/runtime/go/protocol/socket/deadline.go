package socket

import "time"

// The zero time stands for never.

// isDue tells whether a time has come.
func isDue(at, now time.Time) bool { return !at.IsZero() && !now.Before(at) }

// earliest gives the first of the times that come at all; zero if none does.
func earliest(times ...time.Time) time.Time {
	var first time.Time
	for _, each := range times {
		if !each.IsZero() && (first.IsZero() || each.Before(first)) {
			first = each
		}
	}
	return first
}
