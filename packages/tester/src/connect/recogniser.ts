import type { Json, Message, Schema } from "@parlance/contract";
import { isObject } from "../values/json-kinds.js";
import { resolve, type Schemas } from "../values/schemas.js";
import type { Validators } from "../values/validator.js";

/** What a payload must be to be told as a message. */
interface Rule {
  readonly message: Message;
  /** Constants, by the way to them. */
  readonly constants: readonly { readonly path: readonly string[]; readonly value: Json }[];
  /** Members that must be there; undefined: it need not be an object. */
  readonly members?: readonly string[];
}

/** How deep constants are looked for. */
const depth = 3;

/** Tells which message of a channel a payload is: by its constants first, so that one is known also where something else is wrong. */
export class Recogniser {
  readonly #rules: readonly Rule[];
  readonly #validators: Validators;

  constructor(options: {
    readonly messages: readonly Message[];
    readonly schemas: Schemas;
    readonly validators: Validators;
  }) {
    const { messages, schemas, validators } = options;
    this.#validators = validators;
    this.#rules = messages.flatMap((message) => rulesOf(message, schemas));
  }

  /** Name of the message; of several that it could be the one it is valid as, of those that are expected if there are such. */
  recognise(payload: Json, expected: readonly string[] = []): string | undefined {
    const candidates = this.#candidates(payload);
    const wanted = candidates.filter(({ name }) => expected.includes(name));
    const among = wanted.length > 0 ? wanted : candidates;
    const valid = among.find((each) => each.payload === undefined || this.#validators.isValid(each.payload, payload));
    return (valid ?? among[0])?.name;
  }

  #candidates(payload: Json): readonly Message[] {
    const told = this.#rules.filter(
      ({ constants }) => constants.length > 0 && constants.every((each) => at(payload, each.path) === each.value),
    );
    if (told.length > 0) {
      const most = Math.max(...told.map(({ constants }) => constants.length));
      return told.filter(({ constants }) => constants.length === most).map(({ message }) => message);
    }
    const plain = this.#rules.filter(({ constants }) => constants.length === 0);
    const fitting = plain.filter(({ members }) => members === undefined || members.every((each) => has(payload, each)));
    const found = fitting.length > 0 || this.#rules.length > 1 ? fitting : this.#rules;
    return found.map(({ message }) => message);
  }
}

function rulesOf(message: Message, schemas: Schemas): readonly Rule[] {
  const { payload } = message;
  if (payload === undefined) return [{ message, constants: [] }];
  const target = resolve(payload, schemas);
  const shapes = target.kind === "union" ? target.members.map(({ schema }) => schema) : [target];
  return shapes.map((shape) => {
    const members = requiredOf(shape, schemas);
    return { message, constants: constantsOf(shape, schemas, []), ...(members !== undefined && { members }) };
  });
}

function constantsOf(schema: Schema, schemas: Schemas, path: readonly string[]): Rule["constants"] {
  const target = resolve(schema, schemas);
  if (target.kind === "const" && isPlain(target.value)) return [{ path, value: target.value }];
  const [only, another] = target.kind === "enum" ? target.values : [];
  if (only !== undefined && another === undefined && isPlain(only)) return [{ path, value: only }];
  if (target.kind === "intersection") return target.members.flatMap((each) => constantsOf(each, schemas, path));
  if (target.kind !== "object" || path.length === depth) return [];
  return target.properties
    .filter(({ optional }) => !optional)
    .flatMap((each) => constantsOf(each.schema, schemas, [...path, each.name]));
}

function requiredOf(schema: Schema, schemas: Schemas): readonly string[] | undefined {
  const target = resolve(schema, schemas);
  if (target.kind === "intersection") {
    const all = target.members.map((each) => requiredOf(each, schemas)).filter((each) => each !== undefined);
    return all.length === 0 ? undefined : all.flat();
  }
  if (target.kind !== "object") return undefined;
  return target.properties.filter(({ optional }) => !optional).map(({ name }) => name);
}

function isPlain(value: Json): boolean {
  return typeof value !== "object" || value === null;
}

function has(payload: Json, member: string): boolean {
  return isObject(payload) && Object.hasOwn(payload, member);
}

function at(payload: Json, path: readonly string[]): Json | undefined {
  let current: Json | undefined = payload;
  for (const member of path)
    current = isObject(current) && Object.hasOwn(current, member) ? current[member] : undefined;
  return current;
}
