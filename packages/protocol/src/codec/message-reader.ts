import type { MessageFrame } from "../frames/frames.gen.js";

const [offsetMark, timeMark, dataMark] = [',"offset":', ',"time":', ',"data":'];

/**
 * Reads messages that begin like those before them, as nearly all of a connection do, in a quarter less time than `JSON.parse`,
 * which is left with their data alone. One for each connection.
 */
export class MessageReader {
  /** What the last messages began with, if two in a row began alike: a text up to their offset, and the members in it. */
  #head: { readonly text: string; readonly members: MessageFrame } | undefined;
  /** The last message that had to be parsed; without its data. */
  #before: MessageFrame | undefined;
  /** How far the text has been read. */
  #at = 0;

  /**
   * What it takes between `from` and `end` is a known beginning, the offset and the time in digits, and one value up to the closing
   * brace, so it never reads a line otherwise than `JSON.parse`. Undefined: it may be a message or not, and has to be parsed.
   * Throws a `SyntaxError` where the data is no single value.
   */
  read(text: string, from: number, end: number): MessageFrame | undefined {
    this.#at = from;
    if (this.#head === undefined || !this.#skip(text, this.#head.text)) return undefined;
    const offset = this.#readNumber(text);
    if (offset === undefined || !this.#skip(text, timeMark)) return undefined;
    const time = this.#readNumber(text);
    if (time === undefined || !this.#skip(text, dataMark) || text[end - 1] !== "}") return undefined;
    const { channel, subscription, event } = this.#head.members;
    const data: unknown = JSON.parse(text.slice(this.#at, end - 1));
    // One shape for all, which costs less than to leave out what is undefined.
    return { type: "message", channel, subscription, event, offset, time, data } as MessageFrame;
  }

  /** Notes a message that had to be parsed. */
  note(frame: MessageFrame): void {
    if (this.#head !== undefined && alike(frame, this.#head.members)) return;
    const { channel, subscription, event } = frame;
    const members = { type: "message", channel, subscription, event } as MessageFrame;
    if (this.#before !== undefined && alike(frame, this.#before)) {
      const text = JSON.stringify(members);
      // What the text says is not always what was written: -0 becomes 0, and 1e400 null.
      this.#head = { text: text.slice(0, -1) + offsetMark, members: JSON.parse(text) as MessageFrame };
    }
    this.#before = members;
  }

  /** A whole number as JSON writes it (RFC 8259, section 6), if it has at most 15 digits and is so exact. */
  #readNumber(text: string): number | undefined {
    const first = this.#at;
    let at = first;
    let value = 0;
    for (; ; at++) {
      const digit = text.charCodeAt(at) - 48;
      if (!(digit >= 0 && digit <= 9)) break;
      value = value * 10 + digit;
    }
    this.#at = at;
    const digits = at - first;
    return digits === 0 || digits > 15 || (digits > 1 && text[first] === "0") ? undefined : value;
  }

  /** Reads on behind what is expected here, if it is here. */
  #skip(text: string, expected: string): boolean {
    const begin = this.#at;
    this.#at += expected.length;
    // Several times as quick as `startsWith`.
    return text.slice(begin, this.#at) === expected;
  }
}

function alike(one: MessageFrame, other: MessageFrame): boolean {
  return one.channel === other.channel && one.event === other.event && one.subscription === other.subscription;
}
