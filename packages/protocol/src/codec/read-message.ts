import type { MessageFrame } from "../frames/frames.gen.js";

const [offsetMark, timeMark, dataMark] = [',"offset":', ',"time":', ',"data":'];

/** What the last messages began with, if two in a row began alike: a text up to their offset, and the members in it. */
let head: { readonly text: string; readonly members: MessageFrame } | undefined;
/** The last message that had to be parsed; without its data. */
let before: MessageFrame | undefined;
/** How far the text has been read. */
let at = 0;

/**
 * Reads a message that begins like those before it, as nearly all do, in a quarter less time than `JSON.parse`, which is left with
 * its data alone. What it takes between `from` and `end` is a known beginning, the offset and the time in digits, and one value up to
 * the closing brace, so it never reads a line otherwise than `JSON.parse`. Undefined: it may be a message or not, and has to be parsed.
 * Throws a `SyntaxError` where the data is no single value.
 */
export function readMessage(text: string, from: number, end: number): MessageFrame | undefined {
  at = from;
  if (head === undefined || !skip(text, head.text)) return undefined;
  const offset = readNumber(text);
  if (offset === undefined || !skip(text, timeMark)) return undefined;
  const time = readNumber(text);
  if (time === undefined || !skip(text, dataMark) || text[end - 1] !== "}") return undefined;
  const { channel, subscription, event } = head.members;
  const data: unknown = JSON.parse(text.slice(at, end - 1));
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
function readNumber(text: string): number | undefined {
  const first = at;
  let value = 0;
  for (; ; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) break;
    value = value * 10 + digit;
  }
  const digits = at - first;
  return digits === 0 || digits > 15 || (digits > 1 && text[first] === "0") ? undefined : value;
}

/** Reads on behind what is expected here, if it is here. */
function skip(text: string, expected: string): boolean {
  const begin = at;
  at += expected.length;
  // Several times as quick as `startsWith`.
  return text.slice(begin, at) === expected;
}
