import type { Json } from "@parlance/contract";
import type { Delivered } from "../../run/story.js";
import { isScalar } from "../../values/json-kinds.js";
import { valueAt } from "../../values/pointer.js";
import type { Target } from "../dialect.js";
import { keySeparator, type SocketRules } from "./socket-rules.js";

/** A message that was pushed, and the connection that it came over. */
interface Pushed {
  readonly message: string;
  readonly data: Json;
  /** What is subscribed to. */
  readonly targets: readonly Target[];
  /** The address of the socket. */
  readonly at: string | undefined;
}

/** What a message delivers: by its key it is one of a target, if it has a key. */
export function deliveryOf(rules: SocketRules, { message, data, targets, at }: Pushed): Delivered {
  const { subscription, position } = rules;
  const channel = rules.channels.find(({ messages }) => messages.includes(message));
  const key = subscription === undefined ? undefined : valueAt(data, subscription.of);
  const target = targets.find(({ values }) => key === undefined || [...values.values()].includes(String(key)));
  const [base = ""] = (target?.address ?? at ?? "").split(keySeparator);
  const offset = position === undefined ? undefined : valueAt(data, position);
  return {
    channel: channel?.name ?? "",
    address: isScalar(key) ? `${base}${keySeparator}${key}` : (target?.address ?? base),
    message,
    data,
    ...(isScalar(offset) && { position: { offset } }),
  };
}
