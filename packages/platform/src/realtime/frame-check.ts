import type { Validator } from "../contract/validator.js";
import type { FrameCheck } from "./hub.js";

/** The contract's schema of each frame that a client may send. */
const schemas: Readonly<Record<string, string>> = {
  hello: "HelloFrame",
  subscribe: "SubscribeFrame",
  unsubscribe: "UnsubscribeFrame",
  publish: "PublishFrame",
  presence: "PresenceRequest",
  history: "HistoryFrame",
  request: "RequestFrame",
  cast: "CastFrame",
  auth: "AuthFrame",
  ping: "PingFrame",
  pong: "PongFrame",
  error: "ErrorFrame",
  ack: "AckFrame",
};

/** Validates frames by the contract's schemas. */
export function frameCheck(validator: Validator): FrameCheck {
  const checks = new Map(Object.entries(schemas).map(([type, name]) => [type, validator.named(name)]));
  return (frame) => {
    const { type } = frame;
    const check = typeof type === "string" ? checks.get(type) : undefined;
    if (check === undefined) return "The frame has no type that the platform knows.";
    const [item] = check(frame);
    return item === undefined
      ? undefined
      : `The frame's ${item.pointer === "" ? "content" : item.pointer} ${item.message}.`;
  };
}
