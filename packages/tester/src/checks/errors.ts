import { jsonOf, mediaTypeOf } from "../run/exchange.js";
import { type Check, expectThat } from "./check.js";

const problemStatus: Check = {
  id: "problem-status",
  title: "The status that a problem tells is the one it came with",
  source: "RFC 9457, section 3.1.2",
  look({ outcome }) {
    if (mediaTypeOf(outcome) !== "application/problem+json") return undefined;
    const value = jsonOf(outcome)?.value;
    if (typeof value !== "object" || value === null || !("status" in value)) return undefined;
    return expectThat(
      value.status === outcome.status,
      () => `The problem says ${String(value.status)}, the answer ${outcome.status}.`,
    );
  },
};

/** How a stack or a file of the server shows in a text, by language. */
const leaks = [
  /\n[ \t]+at [\w.$<> ]+ \(?(?:file:\/\/)?[\w/\\.@-]+:\d+:\d+\)?/u,
  /Traceback \(most recent call last\)/u,
  /\bFile "[^"\n]+\.py", line \d+/u,
  /\bgoroutine \d+ \[/u,
  /\bat (?:[a-z]\w*\.){2,}[A-Z]\w*\.\w+\([A-Z]\w*\.java:\d+\)/u,
  /\bORA-\d{5}\b|SQLSTATE\[|SQLITE_[A-Z]+:/u,
];

const nothingLeaked: Check = {
  id: "nothing-leaked",
  title: "An error shows nothing of the server's inside",
  source: "RFC 9457, section 5",
  look({ outcome }) {
    if (outcome.status < 400 || outcome.body.byteLength === 0) return undefined;
    // In JSON the line breaks of a stack are escaped.
    const text = new TextDecoder().decode(outcome.body).replaceAll("\\n", "\n").replaceAll('\\"', '"');
    const found = leaks.map((pattern) => pattern.exec(text)?.[0]).find((each) => each !== undefined);
    return expectThat(found === undefined, () => `The body shows the server's inside: ${found?.trim().slice(0, 80)}`);
  },
};

/** The checks of what errors tell. */
export const errorChecks: readonly Check[] = [problemStatus, nothingLeaked];
