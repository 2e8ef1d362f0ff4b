import { Sender } from "ws";
import type { Direction } from "./rule.js";

/** The opcodes of RFC 6455 section 5.2. */
export const opcodes = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** A WebSocket frame as bytes; masked if it goes to the server (RFC 6455 section 5.3). */
export function frameBytes(data: Buffer, opcode: number, direction: Direction): Buffer {
  const mask = direction === "toServer";
  return Buffer.concat(Sender.frame(data, { fin: true, rsv1: false, mask, opcode, readOnly: true }));
}

/** A close frame; without a body for 1005, which is never sent (RFC 6455 section 7.4.1). */
export function closeBytes(code: number, reason: string, direction: Direction): Buffer {
  const body =
    code === 1005 ? Buffer.alloc(0) : Buffer.concat([Buffer.from([code >> 8, code & 255]), Buffer.from(reason)]);
  return frameBytes(body, opcodes.close, direction);
}
