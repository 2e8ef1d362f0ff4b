import type { OperationContract } from "@parlance/runtime/codegen/v1";
import type { ChannelDescriptor } from "@parlance/runtime/codegen/realtime/v1";
import type { Message } from "../message.ts";
import { channel } from "./peer.ts";

/** The one channel, as generated code would describe it. */
export const descriptor: ChannelDescriptor<object, { readonly message: Message }> = {
  id: "bench",
  address: channel,
  events: ["message"],
};

const text = { type: "string", minLength: 1, maxLength: 200 };

/** The schemas of its events, as generated code would hold them. */
export const contracts: readonly OperationContract[] = [
  {
    id: "bench/message",
    request: {
      type: "object",
      required: ["id", "sentAt", "user", "kind", "room", "text", "weight", "ok", "tag"],
      properties: {
        id: { type: "integer", minimum: 0 },
        sentAt: { type: "integer", minimum: 0 },
        user: text,
        kind: text,
        room: text,
        text,
        weight: { type: "number" },
        ok: { type: "boolean" },
        tag: text,
      },
    },
    responses: {},
  },
];
