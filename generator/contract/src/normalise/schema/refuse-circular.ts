import { limits } from "../../load/limits.js";
import type { Schema } from "../../model/schema.js";
import type { SettleContext } from "./settle-context.js";

/** Reports named schemas that lead back to themselves through nothing but references, `null`, unions and `allOf`. */
export function refuseCircular({ registry, diagnostics }: SettleContext): void {
  const fine = new Set<string>();
  const reported = new Set<string>();
  const visit = (name: string, path: readonly string[]): void => {
    const schema = registry.get(name);
    if (schema === undefined || fine.has(name) || reported.has(name)) return;
    if (path.includes(name) || path.length > limits.depth) {
      reported.add(name);
      diagnostics.report("schema-circular", schema.place, { name });
      return;
    }
    for (const next of namesIn(schema)) visit(next, [...path, name]);
    fine.add(name);
  };
  for (const name of registry.names()) visit(name, []);
}

/** Names of the schemas whose values are values of this one. */
function namesIn(schema: Schema): readonly string[] {
  switch (schema.kind) {
    case "ref":
      return [schema.name];
    case "nullable":
      return namesIn(schema.schema);
    case "union":
      return schema.members.flatMap((member) => namesIn(member.schema));
    case "intersection":
      return schema.members.flatMap(namesIn);
    default:
      return [];
  }
}
