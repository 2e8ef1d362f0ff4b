import type { Cut } from "../plan/scenario.js";

/** Counts what a server sends, to find the place of a cut in it. */
export class Boundary {
  readonly #endsAt: EndsAt;
  #left: Cut["after"] | undefined;

  /** `head` is that of the HTTP answer in front of what is counted. */
  constructor(head: string) {
    const isSocket = /^HTTP\/1\.\d 101/u.test(head);
    const isChunked = /^transfer-encoding:.*chunked/imu.test(head);
    this.#endsAt = isSocket ? frameEnds() : isChunked ? dechunked(eventEnds()) : eventEnds();
  }

  /** Counts from here on. */
  seek(after: Cut["after"]): void {
    this.#left = after;
  }

  /** Takes the bytes that follow: the index behind which none passes, if the place is among them. */
  find(chunk: Buffer): number | undefined {
    const left = this.#left;
    if (left !== undefined && ("bytes" in left ? left.bytes <= chunk.length : left.frames === 0))
      return "bytes" in left ? left.bytes : 0;
    let ends = 0;
    for (let index = 0; index < chunk.length; index += 1) {
      if (this.#endsAt(chunk[index] ?? 0, chunk[index + 1])) ends += 1;
      if (left !== undefined && "frames" in left && ends === left.frames) return index + 1;
    }
    if (left !== undefined)
      this.#left = "bytes" in left ? { bytes: left.bytes - chunk.length } : { frames: left.frames - ends };
    return undefined;
  }
}

/** True for the last byte of a message or event. `next` is the byte behind it, where it has come already. */
type EndsAt = (byte: number, next: number | undefined) => boolean;

/** Ends of WebSocket messages (RFC 6455 section 5.2): of frames with FIN that are no control frames, since pings come when they like. */
function frameEnds(): EndsAt {
  let head: number[] = [];
  let payload = 0;
  return (byte) => {
    if (payload > 0) payload -= 1;
    else {
      head.push(byte);
      const length = payloadLength(head);
      if (length === undefined) return false;
      payload = length;
    }
    if (payload > 0) return false;
    const first = head[0] ?? 0;
    head = [];
    return (first & 0x80) !== 0 && (first & 0x08) === 0;
  };
}

/** The length of a frame's payload, with its mask; undefined while its head is not whole. */
function payloadLength([, second, ...more]: readonly number[]): number | undefined {
  if (second === undefined) return undefined;
  const short = second & 0x7f;
  const extended = short === 126 ? 2 : short === 127 ? 8 : 0;
  if (more.length < extended) return undefined;
  const length = extended === 0 ? short : more.reduce((sum, byte) => sum * 256 + byte, 0);
  return length + (second >= 0x80 ? 4 : 0);
}

const [cr, lf] = [13, 10];

/** Ends of server-sent events: of blocks that have `data` (WHATWG HTML section 9.2.6), since comments come when they like. */
function eventEnds(): EndsAt {
  let line = "";
  let data = false;
  let behindCr: "line" | "event" | undefined;
  return (byte, next) => {
    const ended = behindCr;
    behindCr = undefined;
    if (ended !== undefined && byte === lf) return ended === "event";
    if (byte !== cr && byte !== lf) {
      // Longer than `data:`, it makes no difference.
      if (line.length < 5) line += String.fromCodePoint(byte);
      return false;
    }
    const ends = line === "" && data;
    data = line !== "" && (data || line === "data" || line.startsWith("data:"));
    line = "";
    if (byte === cr) behindCr = ends && next === lf ? "event" : "line";
    return ends && behindCr !== "event";
  };
}

/** Reads through the chunks of a body (RFC 9112 section 7.1). */
function dechunked(endsAt: EndsAt): EndsAt {
  let size = "";
  let left = 0;
  return (byte, next) => {
    if (left > 2) {
      left -= 1;
      return endsAt(byte, left > 2 ? next : undefined);
    }
    // The line feed behind each chunk.
    if (left > 0) left -= 1;
    else if (byte !== lf) size += String.fromCodePoint(byte);
    else {
      left = Number.parseInt(size, 16) + 2;
      size = "";
    }
    return false;
  };
}
