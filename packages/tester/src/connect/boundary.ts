import type { Cut } from "../plan/scenario.js";

/** Looks for the place of a cut in bytes that follow each other: the index in this chunk behind which nothing passes. */
export type Boundary = (chunk: Buffer) => number | undefined;

/** Finds where a cut lies in what comes behind the head of an HTTP answer. */
export function boundary(head: string, after: Cut["after"]): Boundary {
  if ("bytes" in after) return behindBytes(after.bytes);
  if (/^HTTP\/1\.\d 101/u.test(head)) return behindEnds(after.frames, frameEnds());
  const events = eventEnds();
  return behindEnds(after.frames, /^transfer-encoding:.*chunked/imu.test(head) ? dechunked(events) : events);
}

/** True for the last byte of a message or event. `next` is the byte behind it, where it has come already. */
type EndsAt = (byte: number, next: number | undefined) => boolean;

function behindBytes(bytes: number): Boundary {
  let left = bytes;
  return (chunk) => {
    if (left <= chunk.length) return left;
    left -= chunk.length;
    return undefined;
  };
}

function behindEnds(count: number, endsAt: EndsAt): Boundary {
  let left = count;
  return (chunk) => {
    if (left === 0) return 0;
    for (const [index, byte] of chunk.entries()) if (endsAt(byte, chunk[index + 1]) && --left === 0) return index + 1;
    return undefined;
  };
}

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
