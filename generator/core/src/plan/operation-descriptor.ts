import type { Body, JsonObject, Operation, Server } from "@parlance/contract";
import type { NamedContract, NamedOperation, NamedParameter } from "../naming/named-contract.js";
import { isSequence } from "./is-sequence.js";
import { successes } from "./successes.js";
import { headerDescriptor } from "./header-descriptor.js";

/** The styles that need not be said (OpenAPI 3.1 section 4.8.12.2). */
const usualStyles = { path: "simple", query: "form", header: "simple", cookie: "form" } as const;

/**
 * An operation as the plain constant that runtimes carry out, with the members of `OperationDescriptor` in the TypeScript
 * runtime. Members that runtimes assume anyway are left out.
 *
 * A document without security schemes says nothing of credentials, so nothing is printed of them: what the application
 * gives the client is sent.
 */
export function operationDescriptor(
  { operation, parameters, headers }: NamedOperation,
  { types, contract }: Pick<NamedContract, "types" | "contract">,
): JsonObject {
  const { id, method, path, servers, body, pagination, idempotencyHeader, security } = operation;
  const contents = successes(operation).flatMap((each) => each.contents);
  const server = serverUrl(servers?.[0]);
  return {
    id,
    method,
    path,
    ...(server === undefined ? {} : { server }),
    ...(parameters.length > 0 ? { parameters: parameters.map(parameterDescriptor) } : {}),
    ...(body === undefined ? {} : { bodies: bodyDescriptors(body) }),
    ...readings(operation),
    ...(isSequence(contents) ? { sequence: contents[0]?.form === "sse" ? "sse" : "jsonl" } : {}),
    ...(pagination === undefined ? {} : { pagination: { ...pagination } }),
    ...(headers.length > 0 ? { headers: headers.map((each) => headerDescriptor(each, types)) } : {}),
    ...(idempotencyHeader === undefined ? {} : { idempotencyHeader }),
    ...(contract.security.length > 0 ? { security: security.map((each) => Object.keys(each)) } : {}),
  };
}

/** The URL of an operation's own server, with its variables' defaults: only the document's server can be set up. */
function serverUrl(server: Server | undefined): string | undefined {
  const values = new Map(server?.variables.map(({ name, default: value }) => [name, value]));
  return server?.url.replaceAll(/\{([^}]+)\}/gu, (whole, name: string) => values.get(name) ?? whole);
}

function parameterDescriptor({ key, parameter }: NamedParameter): JsonObject {
  const { name, in: place, style, explode, allowReserved, mediaType } = parameter;
  return {
    key,
    ...(name === key ? {} : { name }),
    in: place,
    ...(style === usualStyles[place] ? {} : { style }),
    ...(explode === (style === "form") ? {} : { explode }),
    ...(allowReserved === true ? { allowReserved } : {}),
    ...(mediaType === undefined ? {} : { json: true }),
  };
}

/** The default comes first: the first JSON body, else the first at all. */
function bodyDescriptors({ contents }: Body): JsonObject[] {
  const first = contents.find(({ form }) => form === "json");
  const ordered = first === undefined ? contents : [first, ...contents.filter((each) => each !== first)];
  return ordered.map(({ mediaType, form, encodings }) => {
    const entries = (encodings ?? []).map(({ property, ...encoding }) => [property, encoding] as const);
    return {
      mediaType,
      form: form === "sse" ? "text" : form,
      ...(entries.length > 0 ? { encodings: Object.fromEntries(entries) } : {}),
    };
  });
}

/** `accept` and `reads`, where the answer is not one JSON text. */
function readings(operation: Operation): JsonObject {
  const contents = successes(operation).flatMap((each) => each.contents);
  const accepted = [...new Set(contents.map(({ mediaType }) => mediaType))].join(", ");
  const forms = new Set(contents.map(({ form }) => form));
  const [form] = forms;
  const usual = accepted === "" || accepted === "application/json";
  const reads = form === undefined ? "none" : form === "text" || form === "binary" ? form : undefined;
  return {
    ...(usual ? {} : { accept: accepted }),
    ...(forms.size > 1 || reads === undefined ? {} : { reads }),
  };
}
