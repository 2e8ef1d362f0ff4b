import type { Writable } from "node:stream";

/** The parts of `ws` that parse and write frames: exported by `ws` and left out of its published types. */
declare module "ws" {
  interface ReceiverOptions {
    /** Whether masked frames are expected, as a server does. */
    readonly isServer?: boolean;
    readonly maxPayload?: number;
    readonly skipUTF8Validation?: boolean;
  }

  interface FrameOptions {
    readonly fin: boolean;
    readonly rsv1: boolean;
    readonly mask: boolean;
    readonly opcode: number;
    /** Whether the data must be left as it is. */
    readonly readOnly: boolean;
  }

  class Receiver extends Writable {
    constructor(options?: ReceiverOptions);
    override on(event: "message", listener: (data: Buffer, isBinary: boolean) => void): this;
    override on(event: "ping" | "pong", listener: (data: Buffer) => void): this;
    override on(event: "conclude", listener: (code: number, reason: Buffer) => void): this;
    override on(event: "error", listener: (error: Error) => void): this;
    override on(event: string | symbol, listener: (...args: never[]) => void): this;
  }

  const Sender: {
    /** One frame as bytes (RFC 6455 section 5.2), in one or two buffers. */
    frame(data: Buffer, options: FrameOptions): Buffer[];
  };
}
