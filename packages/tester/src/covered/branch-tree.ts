import type { Json, Schema } from "@parlance/contract";
import { pointerTo } from "../values/pointer.js";
import { resolve, type Schemas } from "../values/schemas.js";
import type { Branch, BranchDirection } from "./branch.js";

/** The branches of one schema. */
export interface BranchNode {
  /** By the names of the optional members. */
  readonly members: ReadonlyMap<string, Branch>;
  readonly values: ReadonlyMap<Json, Branch>;
  /** In the order of the union's members. */
  readonly arms: readonly Branch[];
  readonly null?: Branch;
}

/** Where a schema stands when it is gone through. */
interface At {
  readonly owner: string;
  readonly pointer: string;
  readonly direction: BranchDirection;
}

/** The branches of a contract's schemas, each schema once, however often it is used. */
export class BranchTree {
  readonly #schemas: Schemas;
  readonly #nodes = new Map<Schema, BranchNode>();
  readonly #branches: Branch[] = [];
  readonly #visited: Readonly<Record<BranchDirection, Set<Schema>>> = { sent: new Set(), received: new Set() };

  constructor(schemas: Schemas) {
    this.#schemas = schemas;
  }

  /** Takes in a schema whose values go one way. `owner` names where it is used. */
  expect(schema: Schema, owner: string, direction: BranchDirection): void {
    this.#visit(schema, { owner, pointer: "", direction });
  }

  /** The branches of a schema that is no reference; undefined: it was not taken in. */
  at(schema: Schema): BranchNode | undefined {
    return this.#nodes.get(schema);
  }

  /** All branches, in the order in which they were found. */
  get branches(): readonly Branch[] {
    return this.#branches;
  }

  #visit(schema: Schema, at: At): void {
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

  #node(target: Schema, { owner, pointer }: At): BranchNode {
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
    const node: BranchNode = {
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
