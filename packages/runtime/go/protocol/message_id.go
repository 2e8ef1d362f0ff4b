package protocol

import "strconv"

// MessageIDOf gives the id of a message, by which its copies in webhooks and history are known. A frame leaves out what follows
// from its place in the log: msg_<epoch>_<offset>, where the epoch is that of its subscription unless the frame has one. Empty
// for a frame that tells neither. The same in every language (specs/vectors/message-ids.json).
func MessageIDOf(frame *MessageFrame, ofSubscription string) string {
	if frame.MessageID != "" || frame.Offset == nil {
		return frame.MessageID
	}
	epoch := frame.Epoch
	if epoch == "" {
		epoch = ofSubscription
	}
	if epoch == "" {
		return ""
	}
	return "msg_" + epoch + "_" + strconv.FormatInt(*frame.Offset, 10)
}
