import { serverFrame } from "../frames.ts";
import { messageOf } from "../message.ts";
import type { Peer } from "../peers/peer.ts";

/** A number of messages on the wire. */
export interface Load {
  /** The number of the first message; its offset is one more. */
  readonly first: number;
  readonly count: number;
  /** So many messages in a WebSocket frame, joined by line feeds. */
  readonly batch: number;
}

const chunkBytes = 100_000;

/** The messages as WebSocket frames, in pieces of about 100 kB. */
export function encodeMessages(peer: Peer, { first, count, batch }: Load): readonly Buffer[] {
  const chunks: Buffer[] = [];
  let frames: Buffer[] = [];
  let bytes = 0;
  for (let id = first; id < first + count; id += batch) {
    const texts = Array.from({ length: Math.min(batch, first + count - id) }, (_, index) =>
      peer.encode(messageOf(id + index), id + index + 1),
    );
    const frame = serverFrame(texts.join("\n"));
    frames.push(frame);
    bytes += frame.length;
    if (bytes < chunkBytes) continue;
    chunks.push(Buffer.concat(frames));
    frames = [];
    bytes = 0;
  }
  return [...chunks, Buffer.concat(frames)];
}
