import type { Channel, Contract, Json, Operation, Schema } from "@parlance/contract";
import { isObject } from "../values/json-kinds.js";
import { pointerTo } from "../values/pointer.js";
import { resolve, type Schemas, schemasOf } from "../values/schemas.js";
import type { Validators } from "../values/validator.js";

/** From the tester to the server (requests, messages that a client sends), or the other way. */
export type BranchDirection = "sent" | "received";

/** One way which the values of a schema can take. */
export interface BranchCoverage {
  /** The named schema that has it; of an unnamed one, where it is used. */
  readonly schema: string;
  /** JSON pointer into the schema's values; `*` stands for any index or key. */
  readonly pointer: string;
  /** An arm of a union, a value of an enum, an optional member, or null. */
  readonly kind: "arm" | "value" | "member" | "null";
  readonly name: string;
  /** How often it was seen in what was sent and received; absent: it cannot stand there. What came in large numbers is sampled. */
  readonly sent?: number;
  readonly received?: number;
}

interface Branch {
  readonly schema: string;
  readonly pointer: string;
  readonly kind: BranchCoverage["kind"];
  readonly name: string;
  sent?: number;
  received?: number;
}

interface Node {
  readonly members: Map<string, Branch>;
  readonly values: Map<Json, Branch>;
  readonly arms: readonly Branch[];
  readonly null?: Branch;
}

/** How deep values are looked at, and how many items of a list. */
const [deepest, items] = [10, 5];

/** Counts which branches of the contract's schemas values took. Every place where a value can stand is known from the beginning. */
export class BranchCounts {
  readonly #schemas: Schemas;
  readonly #validators: Validators;
  readonly #nodes = new Map<Schema, Node>();
  readonly #branches: Branch[] = [];
  readonly #visited: Readonly<Record<BranchDirection, Set<Schema>>> = { sent: new Set(), received: new Set() };

  constructor(contract: Contract, validators: Validators) {
    this.#schemas = schemasOf(contract);
    this.#validators = validators;
  }

  /** Takes in what an operation sends and answers. */
  expectOperation({ id, parameters, body, responses }: Operation): void {
    for (const { schema, name, in: place } of parameters) this.expect(schema, `${id} ${place} ${name}`, "sent");
    for (const { schema } of body?.contents ?? []) if (schema !== undefined) this.expect(schema, `${id} body`, "sent");
    for (const { status, contents } of responses)
      for (const { schema } of contents) if (schema !== undefined) this.expect(schema, `${id} ${status}`, "received");
  }

  /** Takes in what travels over a channel. */
  expectChannel({ operations, messages }: Channel, payloads: ReadonlyMap<string, Schema>): void {
    const sent = new Set(operations.flatMap((each) => (each.action === "send" ? each.messages : [])));
    const received = new Set(operations.flatMap((each) => (each.action === "receive" ? each.messages : [])));
    for (const message of messages) {
      const payload = payloads.get(message);
      if (payload === undefined) continue;
      if (sent.has(message)) this.expect(payload, message, "sent");
      if (received.has(message) || !sent.has(message)) this.expect(payload, message, "received");
    }
  }

  /** Takes in a schema whose values go one way. `owner` names where it is used. */
  expect(schema: Schema, owner: string, direction: BranchDirection): void {
    this.#visit(schema, { owner, pointer: "", direction });
  }

  /** Counts the branches that a value takes. */
  see(schema: Schema, value: Json, direction: BranchDirection, depth = 0): void {
    if (depth > deepest) return;
    const target = resolve(schema, this.#schemas);
    const node = this.#nodes.get(target);
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
          const member = value[name];
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
    return this.#branches.map((each) => ({ ...each }));
  }

  #visit(schema: Schema, at: { owner: string; pointer: string; direction: BranchDirection }): void {
    const { direction } = at;
    const target = resolve(schema, this.#schemas);
    const here = schema.kind === "ref" ? { ...at, owner: lastName(schema, this.#schemas), pointer: "" } : at;
    if (this.#visited[direction].has(target)) return;
    this.#visited[direction].add(target);
    const node = this.#node(target, here);
    for (const branch of [...node.members.values(), ...node.values.values(), ...node.arms, node.null])
      if (branch !== undefined && !(branch.kind === "member" && this.#cannot(target, branch.name, direction)))
        branch[direction] ??= 0;
    for (const { schema: inner, step } of below(target))
      this.#visit(inner, { ...here, pointer: `${here.pointer}${step}` });
  }

  #cannot(target: Schema, member: string, direction: BranchDirection): boolean {
    const schema = target.kind === "object" ? target.properties.find(({ name }) => name === member)?.schema : undefined;
    return (direction === "sent" ? schema?.readOnly : schema?.writeOnly) === true;
  }

  #node(target: Schema, { owner, pointer }: { owner: string; pointer: string }): Node {
    const known = this.#nodes.get(target);
    if (known !== undefined) return known;
    const make = (kind: Branch["kind"], name: string): Branch => {
      const branch: Branch = { schema: owner, pointer, kind, name };
      this.#branches.push(branch);
      return branch;
    };
    const members = target.kind === "object" ? target.properties.filter(({ optional }) => optional) : [];
    const values = target.kind === "enum" ? target.values : [];
    const arms = target.kind === "union" ? target.members : [];
    const node: Node = {
      members: new Map(members.map(({ name }) => [name, make("member", name)])),
      values: new Map(values.map((value) => [value, make("value", String(value))])),
      arms: arms.map(({ schema, tags }, index) =>
        make("arm", schema.kind === "ref" ? schema.name : (tags[0] ?? String(index + 1))),
      ),
      ...(target.kind === "nullable" && { null: make("null", "null") }),
    };
    this.#nodes.set(target, node);
    return node;
  }
}

function hit(branch: Branch | undefined, direction: BranchDirection): void {
  if (branch !== undefined) branch[direction] = (branch[direction] ?? 0) + 1;
}

function below(target: Schema): readonly { readonly schema: Schema; readonly step: string }[] {
  const at = (schema: Schema, step: string) => ({ schema, step });
  switch (target.kind) {
    case "nullable":
      return [at(target.schema, "")];
    case "object":
      return target.properties.map(({ name, schema }) => at(schema, pointerTo(name)));
    case "map":
      return [at(target.values, "/*")];
    case "list":
      return [
        ...target.prefix.map((each, index) => at(each, `/${index}`)),
        ...(target.items === false ? [] : [at(target.items, "/*")]),
      ];
    case "union":
      return target.members.map(({ schema }) => at(schema, ""));
    case "intersection":
      return target.members.map((each) => at(each, ""));
    default:
      return [];
  }
}

/** The name under which the schema itself stands, not one that only refers to it. */
function lastName(schema: Schema, schemas: Schemas): string {
  let [name, current]: [string, Schema | undefined] = ["", schema];
  for (let steps = 0; current?.kind === "ref" && steps < 100; steps += 1) {
    name = current.name;
    current = schemas.get(name);
  }
  return name;
}
