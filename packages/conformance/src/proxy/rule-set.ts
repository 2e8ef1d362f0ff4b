import { isDeepStrictEqual } from "node:util";
import type { Direction, Match, Rule, WireFrame } from "./rule.js";

/** Something that passes: a frame, or bytes of a connection that has none. */
export interface Passing {
  readonly direction: Direction;
  /** The number of the connection, from 1. */
  readonly connection: number;
  readonly frame?: WireFrame;
  readonly text?: string;
}

interface Armed {
  readonly rule: Rule;
  seen: number;
}

/** The rules in force. Of several that match the first one acts; all of them count. */
export class RuleSet {
  readonly #armed: Armed[] = [];
  readonly #onFired: (rule: Rule) => void;

  constructor(onFired: (rule: Rule) => void) {
    this.#onFired = onFired;
  }

  add(rule: Rule): void {
    this.#armed.push({ rule, seen: 0 });
  }

  clear(): void {
    this.#armed.length = 0;
  }

  /** The rule that acts on what passes. */
  find(passing: Passing): Rule | undefined {
    const due = this.#armed.filter((armed) => {
      if (!matches(armed.rule.match, passing)) return false;
      armed.seen += 1;
      return armed.rule.match.nth === undefined || armed.rule.match.nth === armed.seen;
    });
    const rule = due[0]?.rule;
    if (rule !== undefined) this.#onFired(rule);
    return rule;
  }
}

function matches(match: Match, { direction, connection, frame, text }: Passing): boolean {
  return (
    (match.direction === undefined || match.direction === direction) &&
    (match.connection === undefined || match.connection === connection) &&
    (match.type === undefined || match.type === frame?.["type"]) &&
    (match.channel === undefined || match.channel === frame?.["channel"]) &&
    (match.contains === undefined || text?.includes(match.contains) === true) &&
    Object.entries(match.frame ?? {}).every(([name, value]) => isDeepStrictEqual(frame?.[name], value))
  );
}
