import {
  childOf,
  type Cursor,
  entriesOf,
  isListCursor,
  isObjectCursor,
  itemsOf,
  placeOf,
  placeOfMember,
} from "../../load/cursor.js";
import { pointerOf } from "../../load/pointer.js";
import type { Channel, ChannelOperation } from "../../model/channel.js";
import type { JsonObject } from "../../model/json.js";
import { compare } from "../../util/compare.js";
import { isList, stringOf } from "../../util/json-values.js";
import { deriveOperationId, freeId } from "../openapi/operation-id.js";
import { annotationsOf, withExtensions } from "./annotations-of.js";
import { applyTraits } from "./apply-traits.js";
import type { AsyncApiContext } from "./asyncapi-context.js";
import { readSecurity } from "./read-async-servers.js";
import { readChannelParameters } from "./read-channel-parameters.js";

/** AsyncAPI 2 says what others may do with the application, so `publish` is what a client sends. */
const actions = [
  ["publish", "send"],
  ["subscribe", "receive"],
] as const;

/** Reads the channels of AsyncAPI 2, whose names are their addresses. */
export function readChannels2(context: AsyncApiContext): Channel[] {
  const { session, root } = context;
  const written = childOf(root, "channels");
  const ids = new Map<string, Cursor>();
  const channels: Channel[] = [];
  for (const [address, item] of isObjectCursor(written) ? entriesOf(written) : []) {
    const cursor = session.resolver.deref(item);
    if (!isObjectCursor(cursor)) continue;
    const servers = isList(cursor.value.servers) ? cursor.value.servers.map(String) : [];
    const operations = actions.flatMap(([keyword, action]) => {
      const operation = childOf(cursor, keyword);
      if (!isObjectCursor(operation)) return [];
      return [readOperation(applyTraits(operation, session), { address, keyword, action, servers, ids }, context)];
    });
    const messages = [...new Set(operations.flatMap((each) => each.messages))].sort(compare);
    channels.push({
      name: address,
      address,
      parameters: readChannelParameters(childOf(cursor, "parameters"), session),
      messages,
      operations: operations.sort((a, b) => compare(a.id, b.id)),
      servers,
      ...withExtensions(annotationsOf(cursor, session.resolver), { name: address, cursor, messages }, session),
    });
  }
  return channels;
}

interface OperationOptions {
  readonly address: string;
  readonly keyword: "publish" | "subscribe";
  readonly action: "send" | "receive";
  readonly servers: readonly string[];
  readonly ids: Map<string, Cursor>;
}

function readOperation(
  cursor: Cursor<JsonObject>,
  options: OperationOptions,
  context: AsyncApiContext,
): ChannelOperation {
  const { session } = context;
  const id = identify(cursor, options, context);
  return {
    id,
    action: options.action,
    messages: readMessages(cursor, id, options, context),
    security: readSecurity(childOf(cursor, "security"), context.schemes, session) ?? inherited(options, context),
    ...annotationsOf(cursor, session.resolver),
  };
}

function identify(
  cursor: Cursor<JsonObject>,
  { address, keyword, ids }: OperationOptions,
  { session }: AsyncApiContext,
): string {
  const declared = stringOf(cursor.value.operationId);
  const id = declared ?? freeId(deriveOperationId(keyword, address), new Set(ids.keys()));
  const other = ids.get(id);
  if (other !== undefined) {
    const { file, line } = placeOf(other);
    const place = placeOfMember(cursor, "operationId");
    session.diagnostics.report("operation-id-duplicate", place, { id, other: `${file}:${line}` });
  }
  ids.set(id, cursor);
  if (declared === undefined)
    session.diagnostics.report("operation-id-derived", placeOf(cursor), { method: keyword, path: address, id });
  return id;
}

/** `message` is one message, or several under `oneOf`. */
function readMessages(
  cursor: Cursor<JsonObject>,
  id: string,
  { address, keyword }: OperationOptions,
  context: AsyncApiContext,
): string[] {
  const message = childOf(cursor, "message");
  if (!isObjectCursor(message)) return [];
  const oneOf = childOf(message, "oneOf");
  const tokens = ["channels", address, keyword, "message"];
  const items = isListCursor(oneOf)
    ? itemsOf(oneOf).map((item, index) => ({ cursor: item, tokens: [...tokens, "oneOf", String(index)] }))
    : [{ cursor: message, tokens }];
  return items.flatMap((item) => {
    const key = `${cursor.file.absolute}#${pointerOf(item.tokens)}`;
    return context.messages.nameOf({ ...item, key }, `${id}Message`) ?? [];
  });
}

function inherited({ servers }: OperationOptions, { serverSecurity }: AsyncApiContext) {
  const names = servers.length > 0 ? servers : [...serverSecurity.keys()];
  const requirements = names.flatMap((name) => serverSecurity.get(name) ?? []);
  return [...new Map(requirements.map((each) => [JSON.stringify(each), each])).values()];
}
