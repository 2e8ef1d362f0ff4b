import type { Severity } from "../model/diagnostic.js";

interface CodeEntry {
  readonly severity: Severity;
  /** Message with `{parameters}`. */
  readonly message: string;
  readonly help: string;
}

/** The one table of diagnostics. Each code has a paragraph in `docs/diagnostics.md`; a test compares the two. */
export const codes = {
  "file-missing": {
    severity: "error",
    message: "File {file} does not exist.",
    help: "Check the path; a relative one starts at the working folder, one in a `$ref` at the file that holds it.",
  },
  "file-unreadable": {
    severity: "error",
    message: "File {file} cannot be read: {reason}.",
    help: "Name a readable file, not a folder or a device.",
  },
  "encoding-invalid": {
    severity: "error",
    message: "File {file} is not UTF-8.",
    help: "Save it in UTF-8; editors call it the encoding.",
  },
  "key-repeated": {
    severity: "warning",
    message: "{key} stands twice in one object; the last one counts.",
    help: "Remove one of the two.",
  },
  "document-further-dropped": {
    severity: "warning",
    message: "{file} holds several YAML documents; all but the first are left out.",
    help: "Give each document a file of its own.",
  },
  "name-too-long": {
    severity: "error",
    message: "The name {name}… is longer than {limit} characters.",
    help: "Shorten it: it becomes a name in code, and part of a file name.",
  },
  "file-empty": { severity: "error", message: "File {file} is empty.", help: "Write the document into it." },
  "file-too-large": {
    severity: "error",
    message: "File {file} has {size} bytes; the limit is {limit}.",
    help: "Split the document into several files and connect them with `$ref`.",
  },
  "too-many-files": {
    severity: "error",
    message: "The documents refer to more than {limit} files.",
    help: "Check for a `$ref` that leads to unrelated files.",
  },
  "syntax-invalid": {
    severity: "error",
    message: "{file} is not valid {language}: {reason}.",
    help: "Correct the syntax at this line.",
  },
  "nesting-too-deep": {
    severity: "error",
    message: "The document is nested more than {limit} levels deep.",
    help: "Name the inner parts and use them by `$ref`.",
  },
  "expansion-too-large": {
    severity: "error",
    message: "The YAML aliases expand to more than {limit} values.",
    help: "Use `$ref` instead of aliases of aliases.",
  },
  "alias-circular": {
    severity: "error",
    message: "A YAML alias contains itself.",
    help: "Use `$ref` for recursive structures.",
  },
  "document-kind-unknown": {
    severity: "error",
    message: "{file} is neither an OpenAPI nor an AsyncAPI document.",
    help: "The first level must hold `openapi: 3.x`, `swagger: '2.0'` or `asyncapi: 2.x|3.x`.",
  },
  "document-kind-mismatch": {
    severity: "error",
    message: "{file} is given as {expected}, but it is {actual}.",
    help: "Pass it with the other option.",
  },
  "document-version-unsupported": {
    severity: "error",
    message: "{kind} version {version} is not supported.",
    help: "Supported are OpenAPI 2.0, 3.0, 3.1 and 3.2, and AsyncAPI 2.x and 3.x; convert the document.",
  },
  "document-missing": {
    severity: "error",
    message: "No document was given.",
    help: "Name at least one OpenAPI or AsyncAPI document.",
  },
  "ref-unresolved": {
    severity: "error",
    message: "`$ref` {ref} points at nothing.",
    help: "Correct the reference, or add what it names.",
  },
  "ref-remote": {
    severity: "error",
    message: "`$ref` {ref} is remote; nothing is fetched.",
    help: "Save the file beside the document and refer to it by a relative path.",
  },
  "ref-circular": {
    severity: "error",
    message: "`$ref` {ref} leads back to itself without reaching anything.",
    help: "Point one of the references of the circle at a real definition.",
  },
  "ref-invalid": {
    severity: "error",
    message: "`$ref` must be a string.",
    help: "Write a JSON pointer such as `#/components/schemas/Thing`.",
  },
  "ref-siblings-ignored": {
    severity: "warning",
    message: "{members} beside `$ref` has no effect before OpenAPI 3.1.",
    help: "Move the `$ref` into `allOf`, or raise the document to OpenAPI 3.1.",
  },
  "ref-dynamic-approximated": {
    severity: "warning",
    message: "`$dynamicRef` {ref} is read as a plain `$ref`.",
    help: "Write the extended schema out where the dynamic part matters.",
  },
  "description-missing": {
    severity: "warning",
    message: "Description {ref} does not exist; it is left out.",
    help: "Correct the path, or write the description in place.",
  },
  "structure-invalid": {
    severity: "error",
    message: "`{member}` of the document must be {expected}.",
    help: "Correct the value as the standard demands.",
  },
  "member-invalid": {
    severity: "warning",
    message: "`{member}` must be {expected}; it is left out.",
    help: "Correct the value as the standard demands.",
  },
  "operation-id-duplicate": {
    severity: "error",
    message: "Operation id {id} is used twice: here and at {other}.",
    help: "Give each operation an id of its own.",
  },
  "operation-id-derived": {
    severity: "info",
    message: "{method} {path} has no `operationId`; it is called {id}.",
    help: "Write an `operationId`, so that the name in the SDK is yours and stays.",
  },
  "operation-duplicate": {
    severity: "error",
    message: "{method} {path} is declared twice: here and at {other}.",
    help: "Keep one of the two.",
  },
  "schema-name-clash": {
    severity: "error",
    message: "Two different schemas are called {name}: one here, one at {other}.",
    help: "Rename one of them, or give it a name for the SDK with `x-parlance-name`.",
  },
  "message-name-clash": {
    severity: "error",
    message: "Two different messages are called {name}: one here, one at {other}.",
    help: "Rename one of them, or give it a name for the SDK with `x-parlance-name`.",
  },
  "channel-name-clash": {
    severity: "error",
    message: "Two different channels are called {name}: one here, one at {other}.",
    help: "Rename one of them.",
  },
  "security-name-clash": {
    severity: "error",
    message: "Two different security schemes are called {name}: one here, one at {other}.",
    help: "Rename one of them.",
  },
  "method-unsupported": {
    severity: "warning",
    message: "`{method}` of {path} is not supported; it is left out.",
    help: "Use one of the eight methods of OpenAPI 3.1.",
  },
  "member-unknown": {
    severity: "warning",
    message: "`{member}` is no member of {object}; it is left out.",
    help: "Correct its spelling, or begin the name of an extension of your own with `x-`.",
  },
  "path-parameter-missing": {
    severity: "warning",
    message: "{method} {path} has no parameter for {name}; a required string is assumed.",
    help: "Declare the parameter with `in: path`.",
  },
  "path-parameter-unused": {
    severity: "warning",
    message: "Path parameter {name} does not occur in {path}; it is left out.",
    help: "Remove it, or add it to the path in braces.",
  },
  "parameter-duplicate": {
    severity: "warning",
    message: "Parameter {name} in {in} is declared twice; the first one counts.",
    help: "Remove one of the two.",
  },
  "parameter-unsupported": {
    severity: "warning",
    message: "Parameter {name} in {in} is not supported; it is left out.",
    help: "Use path, query, header or cookie.",
  },
  "header-reserved": {
    severity: "info",
    message: "Header parameter {name} is ignored, as the standard demands.",
    help: "Describe it by content types or a security scheme.",
  },
  "keyword-dropped": {
    severity: "warning",
    message: "`{keyword}` has no counterpart in the SDKs; it is left out.",
    help: "Nothing need be done if the wider type is fine; else say the same with types, enums or unions.",
  },
  "xml-dropped": {
    severity: "info",
    message: "`xml` has no effect; bodies are JSON.",
    help: "Nothing need be done.",
  },
  "schema-invalid": {
    severity: "warning",
    message: "A schema must be an object or a boolean; anything is accepted here.",
    help: "Correct the schema.",
  },
  "type-unknown": {
    severity: "warning",
    message: "Type {type} does not exist; anything is accepted here.",
    help: "Use string, number, integer, boolean, array, object or null.",
  },
  "schema-circular": {
    severity: "error",
    message: "Schema {name} contains itself with nothing in between.",
    help: "Remove one of the references of the circle; recursion needs an object or a list around it.",
  },
  "additional-properties-relaxed": {
    severity: "warning",
    message:
      "`additionalProperties: false` inside `allOf` would forbid the other members; further properties are allowed.",
    help: "Use `unevaluatedProperties: false` beside `allOf` instead.",
  },
  "discriminator-incomplete": {
    severity: "warning",
    message: "Discriminator {property} does not tell all members apart; the union has no tag.",
    help: "Give each member a `const` for the property, or write a `mapping` for all of them.",
  },
  "discriminator-unused": {
    severity: "info",
    message: "Discriminator {property} has no members to choose from.",
    help: "Remove it, or let schemas extend this one with `allOf`.",
  },
  "union-tag-inferred": {
    severity: "info",
    message: "The members of this union are told apart by {property}.",
    help: "Write a `discriminator` to make it explicit.",
  },
  "json-preferred": {
    severity: "info",
    message: "{id} {does} {mediaTypes} as well as JSON; SDKs use JSON alone.",
    help: "Nothing need be done; give what SDKs shall offer beside JSON an operation of its own.",
  },
  "schema-unread": {
    severity: "warning",
    message: "{id} {does} {mediaTypes}, which SDKs take for text; the schema has no effect.",
    help: "Offer JSON as well, or read and write the text with a library of that format.",
  },
  "stream-split": {
    severity: "info",
    message: "{id} answers with JSON and as a stream; the stream is the operation {stream}.",
    help: "Nothing need be done; name it with `x-parlance-stream-id`.",
  },
  "pagination-inferred": {
    severity: "info",
    message: "{id} looks like a list with {style} pagination by {parameter}.",
    help: "Confirm it with `x-parlance-pagination`, or deny it with `x-parlance-pagination: false`.",
  },
  "pagination-invalid": {
    severity: "warning",
    message: "`x-parlance-pagination` of {id} is not usable: {reason}.",
    help: "Write `{ style: cursor, parameter: …, items: /…, next: /… }` or its like for page, offset and link.",
  },
  "link-dropped": {
    severity: "warning",
    message: "Link {name} names no operation of the document; it is left out.",
    help: "Use `operationId` or an `operationRef` inside the document.",
  },
  "security-unknown": {
    severity: "warning",
    message: "Security scheme {name} is required, but not declared; it is left out.",
    help: "Add it to `components/securitySchemes`.",
  },
  "server-unusable": {
    severity: "warning",
    message: "The server has no usable URL; it is left out.",
    help: "Write a `url` (OpenAPI) or `host` and `protocol` (AsyncAPI).",
  },
  "payload-format-dropped": {
    severity: "warning",
    message: "The payload of {message} is written in {format}; only JSON Schema is read, so it may hold anything.",
    help: "Add the payload as JSON Schema.",
  },
  "message-unlisted": {
    severity: "warning",
    message: "Operation {id} uses message {message}, which its channel does not list.",
    help: "List the message under the channel.",
  },
  "channel-unknown": {
    severity: "warning",
    message: "Operation {id} names no channel of the document; it is left out.",
    help: "Point its `channel` at one of `#/channels`.",
  },
  "extension-invalid": {
    severity: "warning",
    message: "`{extension}` of channel {channel} is not usable, and left out: {reason}.",
    help: "Write it as docs/extensions.md shows.",
  },
  "extension-unknown": {
    severity: "warning",
    message: "There is no extension `{extension}` of channels such as {channel}; it has no effect.",
    help: "Correct its name; docs/extensions.md lists all of them.",
  },
  "asyncapi-invalid": {
    severity: "warning",
    message: "AsyncAPI: {reason}.",
    help: "Correct the document as the standard demands; the rest of it is used.",
  },
} as const satisfies Record<string, CodeEntry>;

/** Code of a diagnostic. */
export type DiagnosticCode = keyof typeof codes;
