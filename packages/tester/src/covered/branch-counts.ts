import type { Channel, Contract, Json, Operation, Schema } from "@parlance/contract";
import { isObject, memberIn } from "../values/json-kinds.js";
import { resolve, type Schemas, schemasOf } from "../values/schemas.js";
import type { Validators } from "../values/validator.js";
import type { Branch, BranchCoverage, BranchDirection } from "./branch.js";
import { BranchTree } from "./branch-tree.js";

/** How deep values are looked at, and how many items of a list. */
const [deepest, items] = [10, 5];

/** Counts which branches of the contract's schemas values took. Every place where a value can stand is known from the beginning. */
export class BranchCounts {
  readonly #schemas: Schemas;
  readonly #validators: Validators;
  readonly #tree: BranchTree;

  constructor(contract: Contract, validators: Validators) {
    this.#schemas = schemasOf(contract);
    this.#tree = new BranchTree(this.#schemas);
    this.#validators = validators;
  }

  /** Takes in what an operation sends and answers. */
  expectOperation({ id, parameters, body, responses }: Operation): void {
    for (const { schema, name, in: place } of parameters) this.#tree.expect(schema, `${id} ${place} ${name}`, "sent");
    for (const { schema } of body?.contents ?? [])
      if (schema !== undefined) this.#tree.expect(schema, `${id} body`, "sent");
    for (const { status, contents } of responses)
      for (const { schema } of contents)
        if (schema !== undefined) this.#tree.expect(schema, `${id} ${status}`, "received");
  }

  /** Takes in what travels over a channel. */
  expectChannel({ operations, messages }: Channel, payloads: ReadonlyMap<string, Schema>): void {
    const sent = new Set(operations.flatMap((each) => (each.action === "send" ? each.messages : [])));
    const received = new Set(operations.flatMap((each) => (each.action === "receive" ? each.messages : [])));
    for (const message of messages) {
      const payload = payloads.get(message);
      if (payload === undefined) continue;
      if (sent.has(message)) this.#tree.expect(payload, message, "sent");
      if (received.has(message) || !sent.has(message)) this.#tree.expect(payload, message, "received");
    }
  }

  /** Counts the branches that a value takes. */
  see(schema: Schema, value: Json, direction: BranchDirection, depth = 0): void {
    if (depth > deepest) return;
    const target = resolve(schema, this.#schemas);
    const node = this.#tree.at(target);
    const below = (each: Schema, inner: Json) => this.see(each, inner, direction, depth + 1);
    switch (target.kind) {
      case "nullable":
        if (value === null) return hit(node?.null, direction);
        return below(target.schema, value);
      case "enum":
        return hit(node?.values.get(value), direction);
      case "list":
        if (Array.isArray(value))
          for (const [index, item] of value.slice(0, items).entries()) {
            const each = target.prefix[index] ?? target.items;
            if (each !== false) below(each, item as Json);
          }
        return;
      case "map":
        if (isObject(value))
          for (const item of Object.values(value).slice(0, items)) below(target.values, item as Json);
        return;
      case "object":
        if (!isObject(value)) return;
        for (const { name, schema: each } of target.properties) {
          const member = memberIn(value, name);
          if (member === undefined) continue;
          hit(node?.members.get(name), direction);
          below(each, member);
        }
        return;
      case "union": {
        const index = target.members.findIndex(({ schema: arm, tags }) =>
          target.tag !== undefined && isObject(value)
            ? tags.includes(String(value[target.tag]))
            : this.#validators.isValid(arm, value),
        );
        hit(node?.arms[index], direction);
        const arm = target.members[index];
        return arm === undefined ? undefined : below(arm.schema, value);
      }
      case "intersection":
        for (const each of target.members) below(each, value);
    }
  }

  /** Every branch, as often as it was seen. */
  report(): readonly BranchCoverage[] {
    return this.#tree.branches.map((each) => ({ ...each }));
  }
}

function hit(branch: Branch | undefined, direction: BranchDirection): void {
  if (branch !== undefined) branch[direction] = (branch[direction] ?? 0) + 1;
}
