import type { Content, Operation, Response } from "../../model/operation.js";
import type { Session } from "../session.js";
import { besideJson, type BodyDirection } from "./beside-json.js";

/** Tells which media types of an operation's bodies SDKs do not use, and of which they do not read the schema. */
export function reportMediaTypes({ id, body, responses }: Operation, session: Session): void {
  const bodies = [
    ...(body === undefined ? [] : [{ contents: body.contents, direction: "sent" as const }]),
    ...successesOf(responses).map(({ contents }) => ({ contents, direction: "received" as const })),
  ];
  for (const { contents, direction } of bodies) {
    const aside = besideJson(contents, direction);
    const does = verbs[direction];
    if (aside[0] !== undefined) {
      session.diagnostics.report("json-preferred", aside[0].place, { id, does, mediaTypes: named(aside) });
    }
    const unread = contents.some(({ form }) => form === "json") ? [] : contents.filter(hasUnreadSchema);
    if (unread[0] !== undefined) {
      session.diagnostics.report("schema-unread", unread[0].place, { id, does, mediaTypes: named(unread) });
    }
  }
}

const verbs: Readonly<Record<BodyDirection, string>> = { sent: "takes", received: "answers with" };

function successesOf(responses: readonly Response[]): readonly Response[] {
  const declared = responses.filter(({ status }) => status.startsWith("2"));
  // Beside declared failures `default` is one of them.
  return declared.length > 0 || responses.some(({ status }) => status !== "default") ? declared : responses;
}

function named(contents: readonly Content[]): string {
  return contents.map(({ mediaType }) => mediaType).join(", ");
}

/** XML or YAML with more in it than one text. */
function hasUnreadSchema({ form, mediaType, schema }: Content): boolean {
  const isText = schema === undefined || schema.kind === "any" || schema.kind === "scalar";
  return form === "text" && /\b(?:xml|yaml)\b/iu.test(mediaType) && !isText;
}
