import { PlatformError } from "../../problem/platform-error.js";
import { clientEventDefect, ClientEventRate } from "./client-event.js";
import type { ConnectionContext } from "./connection-context.js";
import { textOf, valueOf } from "./event-data.js";
import { errorFrame, type ClientFrame } from "./frames.js";
import { code, limits } from "./protocol.js";
import type { PusherApplication } from "./application.js";
import type { Subscription, Subscriptions } from "./subscriptions.js";

type Frame = Extract<ClientFrame, { type: "client-event" }>;

/** The connection whose client publishes. */
export interface Publisher {
  readonly id: string;
  readonly socketId: string;
  readonly project: string;
  readonly userId: string | null;
  readonly application: PusherApplication;
  send(frame: string): void;
}

/** What one client publishes itself. Each refusal is an error frame; the connection stays. */
export class ClientEvents {
  readonly #owner: Publisher;
  readonly #subscriptions: Subscriptions;
  readonly #context: ConnectionContext;
  readonly #rate = new ClientEventRate();

  constructor(
    owner: Publisher,
    options: { readonly subscriptions: Subscriptions; readonly context: ConnectionContext },
  ) {
    this.#owner = owner;
    this.#subscriptions = options.subscriptions;
    this.#context = options.context;
  }

  /** Publishes to everybody else on the channel, in both worlds. */
  publish(frame: Frame): void {
    const subscription = this.#subscriptions.get(frame.channel);
    const defect = this.#defect(frame, subscription);
    if (defect !== undefined || subscription === undefined) return this.#refuse(defect ?? "");
    if (!this.#rate.take(this.#context.clock())) {
      const limit = `At most ${limits.clientEventsPerSecond} client events a second.`;
      return this.#owner.send(errorFrame(limit, code.clientEventRejected));
    }
    const data = typeof frame.data === "string" ? valueOf(frame.data) : frame.data;
    if (Buffer.byteLength(textOf(data)) > limits.eventBytes)
      return this.#refuse(`The data of an event is at most ${limits.eventBytes} bytes.`);
    this.#append(frame, { subscription, data }).catch((error: unknown) => {
      if (error instanceof PlatformError) return this.#refuse(error.message);
      this.#context.failed(error);
      return this.#refuse("The event could not be published.");
    });
  }

  #defect({ event, channel }: Frame, subscription: Subscription | undefined): string | undefined {
    if (this.#owner.application.settings.clientEvents === false)
      return "Client events are switched off for this application.";
    return (
      clientEventDefect(event, channel) ??
      (subscription === undefined ? "Subscribe to the channel before you publish on it." : undefined)
    );
  }

  async #append(
    { event, channel }: Frame,
    { subscription, data }: { readonly subscription: Subscription; readonly data: Frame["data"] },
  ): Promise<void> {
    const { id, userId, socketId, project, application } = this.#owner;
    const { at, member } = subscription;
    const memberId = member?.id ?? null;
    const sender = { connectionId: id, userId: userId ?? memberId, memberId };
    await this.#context.log.publish(application.applicationId, [
      { at, publication: { event, data, sender, exclude: id } },
    ]);
    this.#context.webhooks.tell(project, {
      name: "client_event",
      channel,
      event,
      data: textOf(data),
      socket_id: socketId,
      ...(memberId !== null && { user_id: memberId }),
    });
  }

  #refuse(reason: string): void {
    this.#owner.send(errorFrame(reason));
  }
}
