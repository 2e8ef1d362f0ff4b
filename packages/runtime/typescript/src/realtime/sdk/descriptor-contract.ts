import { ValidationError } from "../../errors/validation-error.js";
import type { ChannelContract } from "../channel-context.js";
import type { ChannelDescriptor } from "../channel-descriptor.js";
import type { ChannelMessage } from "../channel-message.js";
import type { ChannelOptions } from "../channel-options.js";
import type { RealtimeSession } from "../realtime-session.js";
import type { DeliveryOptions } from "../subscribe-options.js";

/** The contract of a channel that generated code describes: the events that are known, and what their data are. */
export class DescriptorContract implements ChannelContract {
  readonly #session: RealtimeSession;
  readonly #id: string;
  readonly #events: ReadonlySet<string> | undefined;
  readonly #validates: boolean;

  constructor(session: RealtimeSession, { id, events }: ChannelDescriptor, { validate = true }: ChannelOptions) {
    this.#session = session;
    this.#id = id;
    this.#events = events && new Set(events);
    this.#validates = validate;
  }

  accepts(message: ChannelMessage, { onUnknown, onInvalid }: DeliveryOptions): boolean {
    const { listeners } = this.#session;
    if (this.#events?.has(message.event) === false) {
      if (onUnknown) listeners.call(onUnknown, message);
      else listeners.emit("unknown", message);
      return false;
    }
    const error = this.#errorOf("invalid_response", message.event, message.data);
    if (error === undefined) return true;
    if (onInvalid) listeners.call((invalid: ChannelMessage) => onInvalid(error, invalid), message);
    else this.#session.report(error);
    return false;
  }

  assertValid(event: string, data: unknown): void {
    const error = this.#errorOf("invalid_request", event, data);
    if (error !== undefined) throw error;
  }

  #errorOf(code: "invalid_request" | "invalid_response", event: string, value: unknown): ValidationError | undefined {
    const { validation } = this.#session.options;
    if (validation === undefined || !this.#validates) return undefined;
    const operation = `${this.#id}/${event}`;
    const issues = validation.check({ operation, value });
    return issues.length === 0 ? undefined : new ValidationError({ code, operation, issues });
  }
}
