import type { MessageFrame } from "../frames/frames.gen.js";

const [offsetMark, timeMark, dataMark] = [',"offset":', ',"time":', ',"data":'];

/** What the last messages began with, if two in a row began alike: a text up to their offset, and the members in it. */
let head: { readonly text: string; readonly members: MessageFrame } | undefined;
/** The last message that had to be parsed; without its data. */
let before: MessageFrame | undefined;
/** How far the line has been read. */
let at = 0;

/**
 * Reads a message that begins like those before it, as nearly all do, in a quarter less time than `JSON.parse`, which is left with
 * its data alone. What it takes is the text of a known beginning, the offset and the time in digits, and one value up to the closing
 * brace, so it never reads a line otherwise than `JSON.parse`. Undefined: it may be a message or not, and has to be parsed.
 * Throws a `SyntaxError` where the data is no single value.
 */
export function readMessage(line: string): MessageFrame | undefined {
  if (head === undefined || line.slice(0, head.text.length) !== head.text) return undefined;
  at = head.text.length;
  const offset = readNumber(line);
  if (offset === undefined || !skip(line, timeMark)) return undefined;
  const time = readNumber(line);
  if (time === undefined || !skip(line, dataMark) || !line.endsWith("}")) return undefined;
  const { channel, subscription, event } = head.members;
  const data: unknown = JSON.parse(line.slice(at, -1));
  // One shape for all, which costs less than to leave out what is undefined.
  return { type: "message", channel, subscription, event, offset, time, data } as MessageFrame;
}

/** Notes a message that had to be parsed. */
export function noteMessage(frame: MessageFrame): void {
  if (head !== undefined && alike(frame, head.members)) return;
  const { channel, subscription, event } = frame;
  const members = { type: "message", channel, subscription, event } as MessageFrame;
  if (before !== undefined && alike(frame, before))
    head = { text: JSON.stringify(members).slice(0, -1) + offsetMark, members };
  before = members;
}

function alike(one: MessageFrame, other: MessageFrame): boolean {
  return one.channel === other.channel && one.event === other.event && one.subscription === other.subscription;
}

/** A whole number as JSON writes it (RFC 8259, section 6), if it has at most 15 digits and is so exact. */
function readNumber(line: string): number | undefined {
  const first = at;
  let value = 0;
  for (; ; at++) {
    const digit = line.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) break;
    value = value * 10 + digit;
  }
  const digits = at - first;
  return digits === 0 || digits > 15 || (digits > 1 && line[first] === "0") ? undefined : value;
}

function skip(line: string, text: string): boolean {
  const begin = at;
  at += text.length;
  return line.slice(begin, at) === text;
}
