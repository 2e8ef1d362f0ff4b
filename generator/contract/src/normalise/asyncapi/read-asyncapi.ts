import { childOf, type Cursor, entriesOf, isObjectCursor } from "../../load/cursor.js";
import { pointerOf } from "../../load/pointer.js";
import type { JsonObject } from "../../model/json.js";
import { defined } from "../../util/defined.js";
import { extensionsOf } from "../docs.js";
import type { Draft } from "../draft.js";
import { checkMembers } from "../member.js";
import { readInfo, readTags } from "../read-info.js";
import type { Session } from "../session.js";
import type { AsyncApiContext } from "./asyncapi-context.js";
import { MessageReader } from "./message-reader.js";
import { readAsyncServers } from "./read-async-servers.js";
import { readChannels2 } from "./read-channels-2.js";
import { readChannels3 } from "./read-channels-3.js";
import { SecurityRegistry } from "./security-registry.js";

/** Reads an AsyncAPI document of version 2.x or 3.x. */
export function readAsyncApi(root: Cursor<JsonObject>, version: string, session: Session): Draft {
  checkMembers(root, documentMembers, session, "structure-invalid");
  const components = childOf(root, "components");
  const component = (name: string) => (isObjectCursor(components) ? childOf(components, name) : undefined);
  declareAll(component("schemas"), "schemas", (target) => session.schemas.declare(target));
  const schemes = new SecurityRegistry(component("securitySchemes"), session);
  const { servers, security: serverSecurity } = readAsyncServers(childOf(root, "servers"), schemes, session);
  const messages = new MessageReader(session, root);
  declareAll(component("messages"), "messages", (target) => messages.nameOf(target, target.tokens.at(-1) ?? ""));
  const context: AsyncApiContext = { session, root, messages, schemes, serverSecurity };
  const channels = version.startsWith("2") ? readChannels2(context) : readChannels3(context);
  const info = childOf(root, "info");
  return {
    info: readInfo(root, session),
    tags: readTags(childOf(root, "tags") ?? (isObjectCursor(info) ? childOf(info, "tags") : undefined), session),
    servers,
    security: schemes.all(),
    operations: [],
    webhooks: [],
    channels,
    messages: messages.all(),
    ...defined({ extensions: extensionsOf(root.value) }),
  };
}

const documentMembers = {
  info: "object",
  servers: "object",
  channels: "object",
  operations: "object",
  components: "object",
} as const;

function declareAll(
  cursor: Cursor | undefined,
  kind: "schemas" | "messages",
  declare: (target: { readonly cursor: Cursor; readonly tokens: readonly string[]; readonly key: string }) => unknown,
): void {
  if (!isObjectCursor(cursor)) return;
  for (const [name, item] of entriesOf(cursor)) {
    const tokens = ["components", kind, name];
    declare({ cursor: item, tokens, key: `${item.file.absolute}#${pointerOf(tokens)}` });
  }
}
