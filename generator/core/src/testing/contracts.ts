import type {
  Content,
  Contract,
  NamedSchema,
  ObjectSchema,
  Operation,
  Parameter,
  Response,
  Schema,
} from "@parlance/contract";

/** The place of everything that tests make up. */
export const place = { file: "api.yaml", line: 1 };

/** Any text. */
export const text: Schema = { kind: "scalar", type: "string", place };

/** A contract that promises nothing but what is given. */
export function contractWith(given: Partial<Contract>): Contract {
  return {
    contract: 1,
    info: { title: "Acme", version: "1.0.0" },
    tags: [],
    servers: [],
    security: [],
    schemas: [],
    operations: [],
    webhooks: [],
    channels: [],
    messages: [],
    ...given,
  };
}

/** A `GET /` that promises nothing but what is given. */
export function operation(given: Partial<Operation> & { readonly id: string }): Operation {
  return {
    method: "GET",
    path: "/",
    tags: [],
    parameters: [],
    responses: [],
    security: [],
    callbacks: [],
    place,
    ...given,
  };
}

/** An optional parameter in the `form` style. */
export function parameter(name: string, where: Parameter["in"], schema: Schema = text): Parameter {
  return { name, in: where, required: false, schema, style: "form", explode: true, place };
}

/** An object with the given properties, all of them required. */
export function object(properties: Readonly<Record<string, Schema>>): ObjectSchema {
  return {
    kind: "object",
    properties: Object.entries(properties).map(([name, schema]) => ({ name, schema, optional: false })),
    additional: true,
    place,
  };
}

/** An open enum of texts. */
export function choice(...values: readonly string[]): Schema {
  return { kind: "enum", base: "string", values, open: true, place };
}

/** A use of the schema of this name. */
export function ref(name: string): Schema {
  return { kind: "ref", name, place };
}

/** Named schemas by their names. */
export function schemas(given: Readonly<Record<string, Schema>>): readonly NamedSchema[] {
  return Object.entries(given).map(([name, schema]) => ({ name, schema }));
}

/** A response with bodies of the given schemas by media type. */
export function response(status: string, bodies: Readonly<Record<string, Schema>> = {}): Response {
  return { status, contents: contents(bodies), headers: [], links: [], place };
}

/** Bodies of the given schemas by media type, read as their media type says. */
export function contents(bodies: Readonly<Record<string, Schema>>): readonly Content[] {
  return Object.entries(bodies).map(([mediaType, schema]) => ({ mediaType, form: formOf(mediaType), schema, place }));
}

function formOf(mediaType: string): Content["form"] {
  switch (mediaType) {
    case "text/event-stream":
      return "sse";
    case "text/plain":
      return "text";
    default:
      return mediaType.includes("json") ? "json" : "binary";
  }
}
