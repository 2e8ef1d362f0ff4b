package main

import (
	"encoding/json"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
	"github.com/parlance-dev/parlance/packages/runtime/go/realtime"
)

// The members of events, as docs/scenarios.md names them.

func stateMembers(state protocol.ConnectionState) members {
	told := members{"status": state.Status()}
	switch state := state.(type) {
	case protocol.Connecting:
		told["attempt"] = state.Attempt
	case protocol.Connected:
		told["connection"] = state.Connection
		told["resumed"] = state.Resumed
		told["user"] = nil
		if state.User != "" {
			told["user"] = state.User
		}
		told["since"] = state.Since.UnixMilli()
	case protocol.Reconnecting:
		told["attempt"] = state.Attempt
		told["retryAt"] = nil
		if !state.RetryAt.IsZero() {
			told["retryAt"] = state.RetryAt.UnixMilli()
		}
		told["since"] = state.Since.UnixMilli()
		told["resumable"] = state.Resumable
		told["error"] = errorMembers(state.Err)
	case protocol.Failed:
		told["error"] = errorMembers(state.Err)
	}
	return told
}

func subscriptionMembers(state protocol.SubscriptionState) members {
	told := members{"status": state.Status()}
	var err *protocol.Error
	switch state := state.(type) {
	case protocol.Subscribed:
		told["position"] = state.Position
		told["recovered"] = state.Recovered
	case protocol.Resubscribing:
		told["position"] = state.Position
		err = state.Err
	case protocol.Unsubscribed:
		err = state.Err
	}
	if err != nil {
		told["error"] = errorMembers(err)
	}
	return told
}

func messageMembers(message realtime.Message[json.RawMessage]) members {
	told := members{
		"type":    "message",
		"channel": message.Channel,
		"event":   message.Event,
		"data":    message.Data,
		"tags":    message.Tags,
		"replay":  message.Replay,
	}
	if message.Tags == nil {
		told["tags"] = members{}
	}
	for name, text := range map[string]string{
		"id": message.ID(), "epoch": message.Epoch, "publishId": message.PublishID,
	} {
		if text != "" {
			told[name] = text
		}
	}
	if message.Offset != 0 {
		told["offset"] = message.Offset
	}
	if message.From != nil {
		told["from"] = message.From
	}
	if !message.PublishedAt.IsZero() {
		told["publishedAt"] = message.PublishedAt.UnixMilli()
	}
	return told
}

func gapMembers(gap *realtime.Gap) members {
	told := members{"type": "gap", "channel": gap.Channel, "reason": gap.Reason}
	if gap.From != nil {
		told["from"] = gap.From
	}
	if gap.To != nil {
		told["to"] = gap.To
	}
	return told
}

func unknownMembers(unknown realtime.Unknown) any {
	if unknown.Message != nil {
		return messageMembers(*unknown.Message)
	}
	return unknown.Frame
}

// listOf is a list in JSON too when there is nobody.
func listOf(all []protocol.PresenceMember) []protocol.PresenceMember {
	return append([]protocol.PresenceMember{}, all...)
}
