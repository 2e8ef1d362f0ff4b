import type { Explained } from "./server.ts";

type Found = readonly [check: string, subject: string, says?: string];

/** A cause of several findings. */
function because(cause: string, ...found: readonly Found[]): readonly Explained[] {
  return found.map(([check, subject, says = ""]) => ({ check, subject, says, cause }));
}

/** What was found of Prism's mocks. */
export const ofPrism: readonly Explained[] = [
  ...because("405 names no methods (RFC 9110, section 15.5.6)", ["method-refused", "*", "in the header Allow"]),
  ...because("it takes a body of `null` for none", ["broken-refused", "*", "body breaks type, but the answer is 2"]),
  ...because("to a body that is no JSON it never answers", ["answer-whole", "*", "in time"]),
  ...because("401 names no way to authenticate (RFC 9110, section 15.5.2)", ["challenge-present", "*"]),
  ...because("the document asks for a credential and has no 401", ["status-declared", "*", "Status 401"]),
  ...because(
    "the document's own example breaks its schema, and Prism says so with a problem",
    ...["getPoolsExtended", "getAccountsByStakeAddressUtxos", "getAddresses*Utxos*", "getUtilsAddresses*"].flatMap(
      (subject): Found[] => [
        ["no-server-error", subject],
        ["media-type-declared", subject, "application/problem+json"],
      ],
    ),
  ),
  ...because("it looks whether a credential is there, and not which", ["credential-refused", "*"]),
  ...because(
    "it makes no event streams, and fails",
    ["no-server-error", "getV2StreamRecentchangeStream"],
    ["status-declared", "getV2StreamRecentchangeStream", "Status 500"],
  ),
];

/** What was found of httpbin. */
export const ofHttpbin: readonly Explained[] = [
  ...because("it waits as long as it is asked to, which is longer than this run does", [
    "answer-whole",
    "*Delay*",
    "in time",
  ]),
  ...because("it answers with a redirect; the document shows what stands where it leads to", [
    "status-declared",
    "getCookies*",
    "302",
  ]),
  ...because(
    "the document calls these values texts or leaves out that they must be there, and what is no number or URL makes the handler fail",
    ["no-server-error", "*"],
    ["broken-refused", "*", "but the answer is 500"],
    ["status-declared", "*", "Status 500"],
  ),
  ...because("it refuses what it cannot do with a status that the document does not have", [
    "status-declared",
    "*",
    "Status 4",
  ]),
  ...because("it takes no `Accept: */*`, which asks for nothing (RFC 9110, section 12.5.1)", [
    "allowed-taken",
    "getImage",
  ]),
  ...because("the document allows any text where a status is wanted", ["allowed-taken", "*StatusByCodes"]),
  ...because("asked for it, it sends a status of another form than three digits, which is no HTTP", [
    "answer-whole",
    "*",
    "does not match the HTTP/1.1 protocol",
  ]),
];

/** What was found of Kinto. */
export const ofKinto: readonly Explained[] = [
  ...because("a body that the document requires may be left out", ["broken-refused", "*", "body breaks required"]),
  ...because("a text that is a number is taken for one", ["broken-refused", "*", "/data/cache_expires breaks type"]),
  ...because("401 names no way to authenticate (RFC 9110, section 15.5.2)", ["challenge-present", "*"]),
  ...because("an entry about a bucket shows `id` where its schema requires `bucket_id`", [
    "body-schema",
    "get_permissionss",
    "bucket_id",
  ]),
  ...because("an id with a slash in it is redirected, with a problem whose `code` is a text", [
    "body-schema",
    "update_*",
    "/code must be integer",
  ]),
  ...because("a change of a group with members of another type is not caught", ["no-server-error", "patch_*"]),
];

/** What was found of chanx. */
export const ofChanx: readonly Explained[] = [
  ...because("what the framework cannot read it answers with a message `error` that its document does not declare", [
    "message-schema",
    "chat",
  ]),
  ...because("the document says that an answer carries the `ref` of its request; what is broadcast carries none", [
    "request-answered",
    "chat",
    "chat_message has no answer",
  ]),
  ...because("a page of HTML; FastAPI declares JSON where a route does not say what it answers", [
    "media-type-declared",
    "docs_asyncapi_get",
    "text/html",
  ]),
];
