import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { MessageFrame } from "../frames/frames.gen.js";
import { decodeFrames } from "./json.js";
import { MessageReader } from "./message-reader.js";

/** As the platform writes it: what messages have in common first, data last. */
function line(channel: string, offset: number, more: object, data: unknown): string {
  return JSON.stringify({ type: "message", channel, event: "e", offset, time: 17e11 + offset, ...more, data });
}

/** The rule itself: each line is what `JSON.parse` makes of it, up to the first that is no frame. */
function parsed(text: string): { readonly frames: unknown[]; readonly whole: boolean } {
  const frames: unknown[] = [];
  for (const each of text.split("\n")) {
    if (each === "") continue;
    try {
      const value = JSON.parse(each) as { readonly type?: unknown } | null;
      if (typeof value?.type !== "string") return { frames, whole: false };
      frames.push(value);
    } catch {
      return { frames, whole: false };
    }
  }
  return { frames, whole: frames.length > 0 };
}

/** A reader that knows the beginning of messages of the channel `a`: two in a row make it known. */
function knowing(): MessageReader {
  const messages = new MessageReader();
  for (const offset of [1, 2]) decodeFrames(line("a", offset, {}, null), messages);
  return messages;
}

function expectSame(text: string, messages = new MessageReader()): void {
  const { frames, malformed } = decodeFrames(text, messages);
  expect({ frames, whole: malformed === null }).toEqual(parsed(text));
}

const more = fc.constantFrom({}, {}, {}, { previous: 3 }, { publishId: "p:1", tags: { offset: "1", data: "2" } });
const lines = fc
  .array(fc.tuple(fc.constantFrom("a", "a", "a", 'b"\\', "ü"), fc.nat(), more, fc.jsonValue()), { minLength: 3 })
  .map((all) => all.map((each) => line(...each)));

test("messages are read as JSON.parse reads them, whatever came before", () => {
  fc.assert(fc.property(lines, (all) => expectSame(all.join("\n"))));
});

test("so is what somebody has written over", () => {
  const written = fc.constantFrom(
    "",
    "0",
    "9",
    "-",
    "e",
    ".",
    '"',
    "\\",
    ",",
    ":",
    "{",
    "}",
    "[",
    "]",
    " ",
    "\t",
    "\n",
    "a",
  );
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(), fc.nat(2), written, (data, place, cut, text) => {
      const messages = knowing();
      const whole = line("a", 3, {}, data);
      const index = place % whole.length;
      expectSame(whole.slice(0, index) + text + whole.slice(index + cut), messages);
    }),
    { numRuns: 2_000 },
  );
});

test("what begins like the two before is read without parsing its beginning", () => {
  const messages = knowing();
  const [same, other] = [line("a", 3, {}, { n: 1 }), line("b", 3, {}, { n: 1 })];
  expect(messages.read(same, 0, same.length)).toEqual(JSON.parse(same));
  expect(messages.read(other, 0, other.length)).toBeUndefined();
});

test.each([
  ["a leading zero", '"offset":03,"time":1,"data":1}'],
  ["a sign", '"offset":-3,"time":1,"data":1}'],
  ["a fraction", '"offset":3.5,"time":1,"data":1}'],
  ["more digits than are exact", '"offset":9007199254740991,"time":1795253400000000000,"data":1}'],
  ["no time", '"offset":3,"data":1}'],
  ["something after the data", '"offset":3,"time":1,"data":1,"publishId":"p:1"}'],
  ["another offset after the data", '"offset":3,"time":1,"data":{},"offset":4}'],
  ["two values", '"offset":3,"time":1,"data":1}{"data":2}'],
  ["another bracket at the end", '"offset":3,"time":1,"data":1]'],
  ["no data", '"offset":3,"time":1,"data":}'],
  ["no end", '"offset":3,"time":1,"data":'],
])("%s after a known beginning", (_, rest) => {
  expectSame(`{"type":"message","channel":"a","event":"e",${rest}`, knowing());
});

test.each([
  ["-0", "0"],
  ["1e400", "null"],
])("a beginning with %s is not taken for one with %s", (one, other) => {
  const text = [one, one, other, one].map(
    (event) => `{"type":"message","event":${event},"offset":1,"time":1,"data":1}`,
  );
  expectSame(text.join("\n"));
});

test("messages share nothing that one reader could change for another", () => {
  const text = [1, 2, 3, 4].map((offset) => line("a", offset, {}, { n: [] })).join("\n");
  const [third, fourth] = decodeFrames<MessageFrame>(text, new MessageReader()).frames.slice(2);
  expect(third).not.toBe(fourth);
  expect(third?.data).not.toBe(fourth?.data);
});
