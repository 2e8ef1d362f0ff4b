import { isDeepStrictEqual } from "node:util";
import { headerValues } from "../../run/exchange.js";
import { isObject } from "../../values/json-kinds.js";
import { answerOf, bodyOf, successOf, type Trace } from "../../run/trace.js";
import { pointerTo } from "../../values/pointer.js";
import type { StateCheck, StateFailure } from "./state-check.js";

const currentTaken: StateCheck = {
  id: "current-version-taken",
  title: "A change with the current version is not refused for its version",
  source: "RFC 9110, section 13.1.1",
  look(trace) {
    const change = answerOf(trace, "change current");
    if (!isOfVersions(trace) || change?.outcome.status !== 412) return [];
    return [{ exchange: change, message: "If-Match had the version just read, but the answer is 412." }];
  },
};

const outdatedRefused: StateCheck = {
  id: "outdated-version-refused",
  title: "A change with an outdated version is refused with 412",
  source: "RFC 9110, section 13.1.1",
  look(trace) {
    const [old, current] = [tagOf(trace, "read"), tagOf(trace, "read changed")];
    if (!isOfVersions(trace) || old === undefined || current === undefined || old === current) return [];
    const calls = [successOf(trace, "change outdated"), successOf(trace, "delete outdated")];
    return calls.flatMap((exchange) => {
      if (exchange === undefined) return [];
      return [{ exchange, message: `If-Match had an outdated version, but the answer is ${exchange.outcome.status}.` }];
    });
  },
};

const tagChanges: StateCheck = {
  id: "version-changes",
  title: "What has changed has another version",
  source: "RFC 9110, section 8.8.3",
  look(trace) {
    const [old, current] = [tagOf(trace, "read"), tagOf(trace, "read changed")];
    const [change, read] = [successOf(trace, "change current"), successOf(trace, "read changed")];
    if (!isOfVersions(trace) || change === undefined || read === undefined || old === undefined) return [];
    if (old !== current || old.startsWith("W/")) return [];
    if (isDeepStrictEqual(bodyOf(trace, "read"), bodyOf(trace, "read changed"))) return [];
    return [{ exchange: read, message: `What is read has changed, but its ETag is still ${old}.` }];
  },
};

/** Members that tell a resource's version. */
const versions = /^(?:version|revision|rev|etag|(?:lock|resource)_?version)$/iu;

const versionTold: StateCheck = {
  id: "version-told",
  title: "The version that a resource tells is the one of its ETag",
  source: "RFC 9110, section 8.8.3",
  look(trace) {
    const [before, after] = [bodyOf(trace, "read"), bodyOf(trace, "read changed")];
    const [old, current] = [opaque(tagOf(trace, "read")), opaque(tagOf(trace, "read changed"))];
    const read = successOf(trace, "read changed");
    if (!isOfVersions(trace) || read === undefined || old === undefined || current === undefined || old === current)
      return [];
    if (!isObject(before) || !isObject(after)) return [];
    // A member is the version where it was the ETag before the change.
    const names = Object.keys(before).filter((name) => versions.test(name) && String(before[name]) === old);
    return names.flatMap((name): readonly StateFailure[] => {
      if (after[name] === undefined || String(after[name]) !== old) return [];
      const message = `After a change the ETag is ${current}, but ${name} is still ${old}.`;
      return [{ exchange: read, message, pointer: pointerTo(name) }];
    });
  },
};

const unchangedNotSent: StateCheck = {
  id: "unchanged-not-sent",
  title: "What is not new is answered with 304, and what is new with itself",
  source: "RFC 9110, section 13.1.2",
  look(trace) {
    if (!isOfVersions(trace)) return [];
    const [same, changed] = [successOf(trace, "read if new"), answerOf(trace, "read if newer")];
    const [old, current] = [tagOf(trace, "read"), tagOf(trace, "read changed")];
    if (same !== undefined && tagOf(trace, "read if new") === old)
      return [
        { exchange: same, message: `If-None-Match had the current version, but the answer is ${same.outcome.status}.` },
      ];
    if (changed?.outcome.status !== 304 || old === undefined || current === undefined || old === current) return [];
    return [{ exchange: changed, message: "If-None-Match had an outdated version, but the answer is 304." }];
  },
};

/** The checks of versions. */
export const versionChecks: readonly StateCheck[] = [
  currentTaken,
  outdatedRefused,
  tagChanges,
  versionTold,
  unchangedNotSent,
];

function isOfVersions({ sequence }: Trace): boolean {
  return sequence.kind === "versions";
}

/** The version itself: what an ETag quotes. */
function opaque(tag: string | undefined): string | undefined {
  return /^(?:W\/)?"(.*)"$/u.exec(tag ?? "")?.[1];
}

function tagOf(trace: Trace, name: string): string | undefined {
  const read = successOf(trace, name);
  return read === undefined ? undefined : headerValues(read.outcome, "etag")[0];
}
