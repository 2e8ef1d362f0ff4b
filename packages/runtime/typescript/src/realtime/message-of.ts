import type { GapFrame, MessageFrame } from "@parlance/protocol";
import { messageIdOf } from "@parlance/protocol";
import type { ChannelGap, ChannelMessage } from "./channel-message.js";

const noTags: Readonly<Record<string, string>> = Object.freeze({});

/** A message as the application sees it. `epoch` is that of the subscription, which the frame may leave out. */
export function messageOf(frame: MessageFrame, epoch?: string): ChannelMessage {
  return {
    type: "message",
    channel: frame.channel,
    event: frame.event ?? "",
    data: frame.data,
    id: messageIdOf(frame, epoch),
    epoch: frame.epoch ?? epoch,
    offset: frame.offset,
    publishedAt: frame.time,
    from: frame.from,
    tags: frame.tags ?? noTags,
    publishId: frame.publishId,
    replay: frame.replay ?? false,
  };
}

/** A gap as the application sees it. */
export function gapOf({ channel, from, to, reason }: GapFrame): ChannelGap {
  return { type: "gap", channel, from, to, reason };
}
