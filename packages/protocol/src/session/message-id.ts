import type { MessageFrame } from "../frames/frames.gen.js";

/**
 * The id of a message, by which its copies in webhooks and history are known. A frame leaves out what follows from its place in the
 * log: `msg_<epoch>_<offset>`, where `epoch` is that of its subscription unless the frame has one. Undefined for a frame that tells
 * neither. The same in every language (specs/vectors/message-ids.json).
 */
export function messageIdOf({ messageId, offset, epoch }: MessageFrame, ofSubscription?: string): string | undefined {
  if (messageId !== undefined || offset === undefined) return messageId;
  const life = epoch ?? ofSubscription;
  return life === undefined ? undefined : `msg_${life}_${offset}`;
}
