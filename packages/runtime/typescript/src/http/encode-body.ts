import type { BodyDescriptor, Operation } from "../descriptor.js";
import { ConfigurationError } from "../errors/configuration-error.js";
import { encodeMultipart } from "./encode-multipart.js";
import { parameterPairs } from "./write-parameter.js";
import { writeJson } from "./json.js";

/** A body ready to send. Streams can be sent once; everything else is replayed on a retry. */
export interface EncodedBody {
  readonly content: BodyInit;
  /** Left out where fetch adds it by itself: multipart, with its boundary. */
  readonly contentType?: string;
  readonly replayable: boolean;
}

/**
 * Writes `body` in the media type that `contentType` names, else in the operation's first. What fetch takes as a body (Blob,
 * bytes, FormData, streams …) is sent as it is.
 */
export function encodeBody(
  operation: Operation,
  body: unknown,
  contentType: string | undefined,
): EncodedBody | undefined {
  if (body === undefined) return undefined;
  const descriptor = chooseBody(operation, contentType);
  const content = isBodyInit(body) ? body : write(descriptor, body);
  const replayable = !(content instanceof ReadableStream);
  if (content instanceof FormData) return { content, replayable };
  const { mediaType } = descriptor;
  const type =
    (content instanceof Blob && content.type) || (mediaType.includes("*") ? "application/octet-stream" : mediaType);
  return { content, contentType: type, replayable };
}

function chooseBody(operation: Operation, contentType: string | undefined): BodyDescriptor {
  const { id, bodies = [] } = operation;
  const chosen = contentType === undefined ? bodies[0] : bodies.find(({ mediaType }) => mediaType === contentType);
  if (chosen !== undefined) return chosen;
  throw new ConfigurationError({ operation: id, message: `${id} takes no body of that \`contentType\`` });
}

function isBodyInit(body: unknown): body is Exclude<BodyInit, string> {
  const types = [Blob, ArrayBuffer, FormData, URLSearchParams, ReadableStream];
  return ArrayBuffer.isView(body) || types.some((type) => body instanceof type);
}

function write(descriptor: BodyDescriptor, body: unknown): string | FormData {
  switch (descriptor.form) {
    case "json":
      return writeJson(body);
    case "jsonl":
      return [body].flat().reduce<string>((text, line) => `${text}${writeJson(line)}\n`, "");
    case "form":
      return encodeForm(descriptor, body);
    case "multipart":
      return encodeMultipart(descriptor, body);
    case "text":
    case "binary":
      return String(body);
  }
}

/** `application/x-www-form-urlencoded` by the rules of query parameters (OpenAPI 3.1 section 4.8.15). */
function encodeForm({ encodings }: BodyDescriptor, body: unknown): string {
  return Object.entries(Object(body))
    .flatMap(([name, value]) => {
      const { contentType, ...style } = encodings?.[name] ?? {};
      return parameterPairs({ name, ...style, json: contentType?.includes("json") }, value);
    })
    .map((pair) => pair.join("=").replaceAll("%20", "+"))
    .join("&");
}
