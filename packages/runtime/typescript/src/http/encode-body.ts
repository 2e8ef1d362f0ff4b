import type { BodyDescriptor, Operation } from "../descriptor.js";
import { ConfigurationError } from "../errors/configuration-error.js";
import { encodeMultipart } from "./encode-multipart.js";
import { parameterPairs } from "./write-parameter.js";

/** A body ready to send. Streams can be sent once; everything else is replayed on a retry. */
export interface EncodedBody {
  readonly content: BodyInit;
  /** Left out where fetch adds it by itself (multipart, with its boundary). */
  readonly contentType?: string;
  readonly replayable: boolean;
}

/** Writes `body` in the media type that `contentType` names, else in the operation's first. */
export function encodeBody(operation: Operation, body: unknown, contentType: string | undefined): EncodedBody | undefined {
  if (body === undefined) return undefined;
  const descriptor = chooseBody(operation, contentType);
  if (isBodyInit(body)) return ready(descriptor, body);
  switch (descriptor.form) {
    case "json":
      return ready(descriptor, JSON.stringify(body));
    case "jsonl":
      return ready(descriptor, lines(operation, body));
    case "form":
      return ready(descriptor, encodeForm(descriptor, body));
    case "multipart":
      return { content: encodeMultipart(descriptor, asRecord(operation, body)), replayable: true };
    case "text":
    case "binary":
      return ready(descriptor, String(body));
  }
}

function chooseBody(operation: Operation, contentType: string | undefined): BodyDescriptor {
  const [first] = operation.bodies ?? [];
  const chosen = contentType === undefined ? first : operation.bodies?.find((body) => body.mediaType === contentType);
  if (chosen !== undefined) return chosen;
  const known = operation.bodies?.map((body) => body.mediaType).join(", ") || "no body";
  throw new ConfigurationError({ operation: operation.id, message: `${operation.id} takes ${known}; choose one with contentType` });
}

/** Values that fetch sends as they are, whatever the form. `FormData` and `URLSearchParams` bring their own media type. */
function isBodyInit(body: unknown): body is Exclude<BodyInit, string> {
  return (
    body instanceof Blob ||
    body instanceof ArrayBuffer ||
    ArrayBuffer.isView(body) ||
    body instanceof FormData ||
    body instanceof URLSearchParams ||
    body instanceof ReadableStream
  );
}

function ready(descriptor: BodyDescriptor, content: BodyInit): EncodedBody {
  const replayable = !(content instanceof ReadableStream);
  if (content instanceof FormData) return { content, replayable };
  const own = content instanceof Blob ? content.type : "";
  const wildcard = descriptor.mediaType.includes("*");
  return { content, contentType: own || (wildcard ? "application/octet-stream" : descriptor.mediaType), replayable };
}

function encodeForm(descriptor: BodyDescriptor, body: unknown): string {
  return Object.entries(Object(body))
    .flatMap(([name, value]) => {
      const { contentType, style, explode } = descriptor.encodings?.[name] ?? {};
      const json = contentType?.includes("json") === true;
      return parameterPairs({ name, ...formStyle(style), ...(explode === undefined ? {} : { explode }), ...(json ? { json } : {}) }, value);
    })
    .map(([name, text]) => `${name}=${text}`.replaceAll("%20", "+"))
    .join("&");
}

function formStyle(style: string | undefined): { readonly style?: "spaceDelimited" | "pipeDelimited" | "deepObject" } {
  return style === "spaceDelimited" || style === "pipeDelimited" || style === "deepObject" ? { style } : {};
}

/** JSON lines (jsonlines.org): arrays at once, async iterables as a stream. */
function lines(operation: Operation, body: unknown): BodyInit {
  if (Array.isArray(body)) return body.map((line) => `${JSON.stringify(line)}\n`).join("");
  if (!isAsyncIterable(body)) {
    throw new ConfigurationError({ operation: operation.id, message: `${operation.id} takes a list or an async iterable as its body` });
  }
  const iterator = body[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}

function asRecord(operation: Operation, body: unknown): Readonly<Record<string, unknown>> {
  if (typeof body === "object" && body !== null) return { ...body };
  throw new ConfigurationError({ operation: operation.id, message: `${operation.id} takes an object or FormData as its body` });
}
