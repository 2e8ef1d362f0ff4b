import type { Channel, ChannelParameter, Json, JsonObject } from "@parlance/contract";
import { spell, spellWith } from "../../names/spell.js";
import type { MemberRules } from "../spelling.js";
import { UniqueNames } from "../unique-names.js";
import type { NamedSocketParameter } from "./named-socket.js";

type Unnamed = Omit<NamedSocketParameter, "key">;

/** The parameters of a socket: of its address in their order, then of the query and the headers of its `ws` bindings. */
export function socketParameters(channels: readonly Channel[], rules: MemberRules): readonly NamedSocketParameter[] {
  const all = new Map<string, Unnamed>();
  for (const channel of channels) {
    const bindings = objectOf(channel.bindings?.["ws"]);
    for (const each of [
      ...addressParameters(channel),
      ...bound(bindings["query"], "query"),
      ...bound(bindings["headers"], "header"),
    ]) {
      const id = `${each.in} ${each.name}`;
      all.set(id, all.get(id) ?? each);
    }
  }
  const keys = new UniqueNames(rules.taken);
  const order = (each: Unnamed): number => ["path", "query", "header"].indexOf(each.in);
  return [...all.values()]
    .toSorted((a, b) => order(a) - order(b))
    .map((each) => ({ key: keys.take(spell(each.name, rules), spellWith(each.in, each.name, rules)), ...each }));
}

/** Every variable of the address, described or not: without a value there is no address. */
function addressParameters({ address, parameters }: Channel): readonly Unnamed[] {
  const described = new Map(parameters.map((each) => [each.name, each]));
  const names = [...(address ?? "").matchAll(/\{([^{}]+)\}/gu)].map((match) => match[1] ?? "");
  return [...new Set(names)].map((name) => addressParameter(name, described.get(name)));
}

function addressParameter(name: string, parameter: ChannelParameter | undefined): Unnamed {
  const { values, default: value, docs } = parameter ?? {};
  const description = [docs?.summary, docs?.description].filter(Boolean).join("\n\n");
  return {
    name,
    in: "path",
    type: "string",
    ...(values !== undefined && values.length > 0 ? { values } : {}),
    required: value === undefined,
    ...(value === undefined ? {} : { default: value }),
    ...(description === "" ? {} : { description }),
  };
}

/** The properties of a binding's schema. What is neither scalar nor list cannot stand in an address; it is taken as text. */
function bound(schema: Json | undefined, place: "query" | "header"): readonly Unnamed[] {
  const { properties, required } = objectOf(schema);
  const demanded = Array.isArray(required) ? required : [];
  return Object.entries(objectOf(properties)).map(([name, written]) => {
    const { type, enum: values, description } = objectOf(written);
    const scalars = Array.isArray(values) ? values.filter(isScalar) : [];
    return {
      name,
      in: place,
      type: typeOf(type),
      ...(scalars.length > 0 ? { values: scalars } : {}),
      required: demanded.includes(name),
      ...(typeof description === "string" ? { description } : {}),
    };
  });
}

function typeOf(type: Json | undefined): NamedSocketParameter["type"] {
  const single = Array.isArray(type) ? type.find((each) => each !== "null") : type;
  if (single === "array") {
    return "list";
  }
  return single === "number" || single === "integer" || single === "boolean" ? single : "string";
}

function isScalar(value: Json): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function objectOf(value: Json | undefined): JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}
