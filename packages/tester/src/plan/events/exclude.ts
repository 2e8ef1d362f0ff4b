import type { Channel, Operation, Schema } from "@parlance/contract";
import { namesIn, parametersOf } from "../../connect/addresses.js";
import { pointerTo } from "../../values/pointer.js";
import { resolve, type Schemas } from "../../values/schemas.js";
import type { ParameterValue } from "../case.js";
import type { Planner } from "../planner.js";
import type { Scenario } from "../scenario.js";
import type { Step, Taken } from "../sequence.js";
import { listen } from "../listen.js";
import type { Reach } from "./reach.js";

/** An operation that sends a message to all who listen but for one connection. */
export interface Excluding {
  readonly operation: Operation;
  /** JSON pointer to the member of its body that names the connection. */
  readonly member: string;
  /** JSON pointer to that name in the message that greets the connection. */
  readonly name: string;
}

/** Names of the scenario's calls, by which its check knows them. */
export const [toOthers, toAll] = ["publish to others", "publish to all"];
/** Members that say for whom something is not. */
const exclusion = /^(?:exclude|except|skip)/iu;
/** Bodies that are tried until two are not alike. */
const draws = 5;
/** Milliseconds in which what must not come has come. */
const quietMs = 60;

/**
 * Operations whose path is a channel's address and whose body can leave out a connection: a member such as `excludeConnectionId`, of
 * the schema that names the connection in its greeting.
 */
export function excludingOf(
  channel: Channel,
  {
    operations,
    greeting,
    schemas,
  }: { readonly operations: readonly Operation[]; readonly greeting: Schema | undefined; readonly schemas: Schemas },
): readonly Excluding[] {
  const names = new Map(namedMembers(greeting, schemas).map(({ schema, pointer }) => [schema, pointer]));
  return operations.flatMap((operation) => {
    if (operation.method !== "POST" || !isOn(operation, channel)) return [];
    const json = operation.body?.contents.find(({ form }) => form === "json");
    return namedMembers(json?.schema, schemas).flatMap(({ member, schema, pointer }): readonly Excluding[] => {
      const name = names.get(schema);
      return name !== undefined && exclusion.test(member) ? [{ operation, member: pointer, name }] : [];
    });
  });
}

/** Two listen. What is sent to all but the first of them comes to the other one; what is sent to all comes to both. */
export function excludeScenario(
  { operation, member, name }: Excluding,
  {
    channel,
    steps,
    address,
    planner,
    n,
  }: Reach & { readonly channel: Channel; readonly planner: Planner; readonly n: number },
): Scenario | undefined {
  const places = Object.entries(address.parameters).map(([parameter, value]) => ({
    into: { in: "path" as const, name: parameter },
    value,
  }));
  const given = places.flatMap(({ into, value }): readonly ParameterValue[] =>
    typeof value === "string" ? [{ ...into, value }] : [],
  );
  const taken = places.flatMap(({ into, value }): readonly Taken[] =>
    typeof value === "string" ? [] : [{ into, what: "id", ...value }],
  );
  const call = (as: string, number: number, more: readonly Taken[] = []): Step | undefined => {
    const planned = planner.positive(operation, number, {
      refinement: { density: 0, salt: "" },
      without: places.map(({ into }) => into),
    });
    if ("missing" in planned) return undefined;
    const { parameters } = planned.case;
    return { name: as, case: { ...planned.case, parameters: [...parameters, ...given] }, takes: [...taken, ...more] };
  };
  const others = call(toOthers, n, [
    { into: { in: "body", name: member }, what: "greeting", from: "a", pointer: name },
  ]);
  const own = JSON.stringify(others?.case.body);
  const all = Array.from({ length: draws }, (_, draw) => call(toAll, n + 1 + draw)).find(
    (each) => JSON.stringify(each?.case.body) !== own,
  );
  if (others === undefined || all === undefined) return undefined;
  return {
    kind: "exclude",
    subject: channel.name,
    steps: [
      ...steps,
      ...listen("a", address),
      ...listen("b", address),
      { do: "call", step: others },
      { do: "call", step: all },
      { do: "wait", until: { total: 2, of: "b" } },
      { do: "wait", until: { quietMs } },
    ],
  };
}

/** True if the path has just what tells the channel's addresses apart. */
function isOn({ path }: Operation, channel: Channel): boolean {
  const names = namesIn(path);
  const parameters = parametersOf(channel);
  return (
    parameters.length === names.length && parameters.length > 0 && parameters.every((each) => names.includes(each))
  );
}

/** The members of an object that have a named schema. */
function namedMembers(
  schema: Schema | undefined,
  schemas: Schemas,
): readonly { readonly member: string; readonly schema: string; readonly pointer: string }[] {
  const target = schema === undefined ? undefined : resolve(schema, schemas);
  if (target?.kind !== "object") return [];
  return target.properties.flatMap(({ name, schema: of }) =>
    of.kind === "ref" ? [{ member: name, schema: of.name, pointer: pointerTo(name) }] : [],
  );
}
