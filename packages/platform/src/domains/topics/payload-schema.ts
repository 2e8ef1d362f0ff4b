import { Ajv, type Options, type ValidateFunction } from "ajv";
import { Ajv2019 } from "ajv/dist/2019.js";
import { Ajv2020 } from "ajv/dist/2020.js";
import { fullFormats } from "ajv-formats/dist/formats.js";
import { RE2JS } from "re2js";
import type { JsonSchema } from "../../contract/platform-contract.js";
import { itemOf, type Verdict } from "../../contract/validator.js";
import type { Json } from "../../json/json.js";
import { problem } from "../../problem/platform-error.js";

/** Checks a payload. The items point into the body of the event: `/payload/…`. */
export type PayloadCheck = (payload: Json | undefined) => Verdict;

const maxSchemaBytes = 256 * 1024;
const maxCompiled = 200;

/** RE2 matches in linear time, so a pattern of one tenant cannot stall the others. */
const linear = Object.assign((pattern: string) => RE2JS.compile(pattern), { code: "linear" });

const options: Options = {
  strict: false,
  formats: fullFormats,
  logger: false,
  ownProperties: true,
  code: { regExp: linear },
};

const draft2020 = "https://json-schema.org/draft/2020-12/schema";
const dialects: Readonly<Record<string, () => Ajv | Ajv2019 | Ajv2020>> = {
  [draft2020]: () => new Ajv2020(options),
  "https://json-schema.org/draft/2019-09/schema": () => new Ajv2019(options),
  "http://json-schema.org/draft-07/schema": () => new Ajv(options),
};

/** By the schema's text; the one used last at the end. */
const compiled = new Map<string, PayloadCheck>();

/** The check of a topic's schema. Throws `unprocessable` if it is none that can be used, `payload_too_large` beyond 256 KiB. */
export function compilePayloadSchema(schema: JsonSchema): PayloadCheck {
  const text = JSON.stringify(schema);
  const check = compiled.get(text) ?? compile(schema, text);
  compiled.delete(text);
  compiled.set(text, check);
  const [oldest] = compiled.keys();
  if (compiled.size > maxCompiled && oldest !== undefined) compiled.delete(oldest);
  return check;
}

function compile(schema: JsonSchema, text: string): PayloadCheck {
  if (Buffer.byteLength(text) > maxSchemaBytes)
    throw problem("payload_too_large", `A schema is at most ${maxSchemaBytes} bytes of JSON.`);
  const uri = typeof schema === "boolean" ? undefined : schema["$schema"];
  const dialect = dialects[typeof uri === "string" ? uri.replace(/#$/u, "") : draft2020];
  if (dialect === undefined)
    throw refuse("/$schema", `This dialect is not known. Use one of ${Object.keys(dialects).join(", ")}.`);
  if (typeof schema === "object" && "$async" in schema)
    throw refuse("/$async", "A payload is checked at once; leave $async out.");
  const validate = attempt(() => dialect().compile(schema));
  return (payload) => (validate(payload) ? [] : (validate.errors ?? []).map((error) => inPayload(itemOf(error))));
}

function attempt(work: () => ValidateFunction): ValidateFunction {
  try {
    return work();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : "";
    throw refuse(
      "",
      `Not a usable JSON Schema (references stay within it, patterns are RE2): ${reason}`.slice(0, 500),
      cause,
    );
  }
}

function inPayload({ pointer = "", ...item }: Verdict[number]): Verdict[number] {
  return { ...item, pointer: `/payload${pointer}` };
}

function refuse(pointer: string, message: string, cause?: unknown): Error {
  return problem("unprocessable", "The schema cannot be used. See errors.", {
    cause,
    errors: [{ pointer: `/schema${pointer}`, code: "invalid", message }],
  });
}
