import type { Content, Operation } from "../contract/bare-contract.js";
import type { JsonSchema } from "../contract/platform-contract.js";
import type { Validators } from "../contract/validators.js";
import type { Json } from "../json/json.js";
import { decodeUtf8, parseJson } from "../json/parse-json.js";
import { problem } from "../problem/platform-error.js";
import { validationFailed } from "../problem/validation-failed.js";
import { anyBytes, matchMediaType, parseMediaType } from "./media-type.js";
import { parseQuery } from "./query.js";

/** The body of a call. */
export type RequestBody =
  | { readonly type: "none" }
  | { readonly type: "json"; readonly value: Json }
  /** A body of a media type that is not JSON, as its bytes. */
  | { readonly type: "bytes"; readonly mediaType: string; readonly bytes: Uint8Array };

/** What a body is read and validated by. */
export interface ReadBodyOptions {
  readonly operation: Operation;
  /** By media type as declared. */
  readonly schemas: Readonly<Record<string, JsonSchema>>;
  readonly validators: Validators;
}

/** The contract keeps no longer one with a file. */
const maxFileType = 200;

/**
 * Which of the declared media types a call sends. Throws `unsupported_media_type`; so does a body that an operation
 * without one gets. Called before the body is read.
 */
export function chooseContent(
  operation: Operation,
  contentType: string | undefined,
  hasBody: boolean,
): Content | undefined {
  if (!hasBody && contentType === undefined) return undefined;
  const contents = operation.body?.contents ?? [];
  if (contents.length === 0) {
    if (hasBody) throw problem("unsupported_media_type", "This operation takes no body.");
    return undefined;
  }
  const given = contentType === undefined ? undefined : parseMediaType(contentType);
  const bytes = contents.find((content) => content.mediaType === anyBytes);
  if (contentType !== undefined && contentType.length <= maxFileType && given !== undefined && bytes !== undefined) {
    return { ...bytes, mediaType: contentType };
  }
  const chosen =
    given === undefined ? undefined : contents.find((content) => matchMediaType(content.mediaType, given.type));
  const utf8 = given?.charset === undefined || given.charset === "utf-8";
  if (chosen === undefined || !utf8) {
    throw problem(
      "unsupported_media_type",
      `Send ${contents.map((content) => content.mediaType).join(" or ")} in UTF-8.`,
    );
  }
  return chosen;
}

/** Parses and validates the body. Throws `invalid_json`, `bad_request` or `validation_failed`. */
export function readBody(content: Content | undefined, bytes: Uint8Array, options: ReadBodyOptions): RequestBody {
  const parsed = content?.form === "json" || content?.form === "form";
  if (content === undefined || (bytes.length === 0 && parsed)) {
    if (options.operation.body?.required !== true) return absentBody(options);
    throw validationFailed([{ pointer: "", code: "required", message: "is required" }]);
  }
  if (!parsed) return { type: "bytes", mediaType: content.mediaType, bytes };
  const text = decodeUtf8(bytes);
  const value = content.form === "json" ? parseJson(text) : parseForm(text);
  const { strict, filling } = options.validators;
  const validator = content.mediaType.includes("merge-patch") ? strict : filling;
  const refused = validator.check(options.schemas[content.mediaType] ?? true)(value);
  if (refused.length > 0) throw validationFailed(refused);
  return { type: "json", value };
}

/** A JSON body that may be left out is an empty object then, with the defaults of its schema. */
function absentBody({ operation, schemas, validators }: ReadBodyOptions): RequestBody {
  const content = operation.body?.contents.find(({ form }) => form === "json");
  if (content === undefined) return { type: "none" };
  const value: Json = {};
  validators.filling.check(schemas[content.mediaType] ?? true)(value);
  return { type: "json", value };
}

function parseForm(text: string): Json {
  const members = [...parseQuery(`?${text}`)].map(
    ([name, values]) => [name, values.length === 1 ? (values[0] ?? "") : values] as const,
  );
  return Object.fromEntries(members);
}
