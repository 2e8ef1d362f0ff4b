import type { LogMessage } from "../../broker/broker.js";
import type { JsonObject } from "../../json/json.js";
import type { LiveConnection, Termination } from "../../realtime/live-connection.js";
import type { PusherApplication } from "./application.js";
import { ClientEvents } from "./client-events.js";
import { closingOf, cutReason } from "./closing.js";
import type { ConnectionContext, PusherSocket } from "./connection-context.js";
import { eventFrame } from "./event-frame.js";
import { errorFrame, readFrame, writeFrame, type ClientFrame } from "./frames.js";
import { code, limits, serverEvent, serverToUserPrefix, times } from "./protocol.js";
import { readSignin, type SignedInUser } from "./signed-in-user.js";
import { connectionIdOf } from "./socket-id.js";
import { SubscriptionRefused } from "./subscription-refused.js";
import { Subscriptions } from "./subscriptions.js";

/** What a connection is made of. */
export interface PusherConnectionOptions {
  readonly application: PusherApplication;
  readonly socketId: string;
  /** The library at the other end. */
  readonly client: JsonObject;
  readonly socket: PusherSocket;
  readonly context: ConnectionContext;
}

/** Bytes that wait for a client at most: it reads too slowly beyond them. */
const maxBuffered = 1024 * 1024;

/** One client of Pusher's protocol. It knows no socket library and no timer: what happens there is told to it. */
export class PusherConnection implements LiveConnection {
  readonly id: string;
  readonly project: string;
  readonly applicationId: string;
  readonly memberId = null;
  readonly transport = "pusher";
  readonly client: JsonObject;
  readonly connectedAt: number;
  readonly tokenId = null;
  readonly tokenIssuedAt: number;
  readonly tokenExpiresAt = null;
  readonly socketId: string;
  readonly application: PusherApplication;
  readonly #socket: PusherSocket;
  readonly #context: ConnectionContext;
  readonly #subscriptions: Subscriptions;
  readonly #clientEvents: ClientEvents;
  #user: SignedInUser | undefined;
  #lastSeenAt: number;
  /** When the last ping was sent that nothing has answered. */
  #pingedAt: number | undefined;
  #open = true;

  constructor({ application, socketId, client, socket, context }: PusherConnectionOptions) {
    this.application = application;
    this.socketId = socketId;
    this.id = connectionIdOf(socketId);
    this.project = application.project;
    this.applicationId = application.applicationId;
    this.client = client;
    this.connectedAt = context.clock();
    this.tokenIssuedAt = this.connectedAt;
    this.#lastSeenAt = this.connectedAt;
    this.#socket = socket;
    this.#context = context;
    this.#subscriptions = new Subscriptions(this, context);
    this.#clientEvents = new ClientEvents(this, { subscriptions: this.#subscriptions, context });
    context.connections.add(this);
    const established = { socket_id: socketId, activity_timeout: times.activityTimeoutSeconds };
    this.send(writeFrame(serverEvent.connectionEstablished, established));
  }

  /** The user who signed in on it. */
  get userId(): string | null {
    return this.#user?.id ?? null;
  }

  get lastSeenAt(): number {
    return this.#lastSeenAt;
  }

  /** A frame came. */
  receive(text: string): void {
    if (!this.#open) return;
    this.seen();
    const frame = readFrame(text);
    switch (frame.type) {
      case "ping":
        return this.send(writeFrame(serverEvent.pong, {}));
      case "pong":
        return undefined;
      case "subscribe":
        return this.#subscribe(frame);
      case "unsubscribe":
        return this.#subscriptions.remove(frame.channel);
      case "signin":
        return this.#signin(frame);
      case "client-event":
        return this.#clientEvents.publish(frame);
      case "unknown":
        return this.send(errorFrame(frame.reason));
    }
  }

  /** The client gave a sign of life. */
  seen(): void {
    this.#lastSeenAt = this.#context.clock();
    this.#pingedAt = undefined;
  }

  /** Time has passed: asks a silent client whether it is there, and gives up one that does not answer. */
  tick(): void {
    const now = this.#context.clock();
    if (this.#pingedAt !== undefined) {
      if (now - this.#pingedAt >= times.pong) this.end(code.pongMissing, "Pong reply not received in time.");
    } else if (now - this.#lastSeenAt >= times.activityTimeoutSeconds * 1000) {
      this.#pingedAt = now;
      this.send(writeFrame(serverEvent.ping, {}));
    }
  }

  send(text: string): void {
    if (!this.#open) return;
    this.#socket.send(text);
    if (this.#socket.bufferedBytes > maxBuffered)
      this.end(code.overCapacity, "The client reads too slowly. Come back after a while.");
  }

  /** Announces why, closes, and forgets everything. Nothing happens if it is closed. */
  end(closeCode: number, reason: string): void {
    if (!this.#open) return;
    this.#socket.send(errorFrame(reason, closeCode));
    this.#socket.close(closeCode, cutReason(reason));
    this.closed();
  }

  /** The socket is closed. */
  closed(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#subscriptions.clear();
    this.#context.watchlists.leave(this);
    this.#context.connections.remove(this);
  }

  /** What is on no channel goes to the channel of the user, or to the connection as a whole if nobody signed in. */
  deliver(message: Omit<LogMessage, "offset">): void {
    const frame = eventFrame(message, this.userId === null ? undefined : serverToUserPrefix + this.userId);
    if (frame !== undefined) this.send(frame);
  }

  terminate({ code: name, reason }: Termination): void {
    const closing = closingOf(name);
    this.end(closing.code, reason ?? closing.reason);
  }

  /** In Pusher's world a channel is there as long as somebody subscribes to it, so deleting it takes its log and nothing else. */
  unsubscribe(): void {}

  recheck(): void {
    this.#recheck().catch(this.#context.failed);
  }

  async #recheck(): Promise<void> {
    const now = await this.#context.application(this.application.key);
    if (now === undefined) this.end(code.applicationUnknown, "The application does not exist.");
    else if (now.settings.enabled === false) this.end(code.applicationDisabled, "The application is disabled.");
  }

  #subscribe(frame: Extract<ClientFrame, { type: "subscribe" }>): void {
    const { channel } = frame;
    if (this.#subscriptions.get(channel) !== undefined)
      return this.send(errorFrame(`There is a subscription to ${JSON.stringify(channel)} already.`));
    const subscriber = { credentials: this.application, socketId: this.socketId, user: this.#user };
    try {
      this.#subscriptions.add(frame, subscriber);
    } catch (error) {
      if (!(error instanceof SubscriptionRefused)) throw error;
      const { type, message, status } = error;
      this.send(writeFrame(serverEvent.subscriptionError, { type, error: message, status }, channel));
    }
  }

  #signin(frame: Extract<ClientFrame, { type: "signin" }>): void {
    const { clock, connections } = this.#context;
    const user = readSignin(frame, { credentials: this.application, socketId: this.socketId });
    if (typeof user === "string") return this.end(code.unauthorized, user);
    if (this.#user !== undefined && this.#user.id !== user.id)
      return this.end(code.unauthorized, "Another user has signed in on this connection.");
    if (connections.blocked(this.project, user.id, clock()))
      return this.end(code.unauthorized, "The user is kept out for now.");
    this.#user = user;
    this.send(writeFrame(serverEvent.signinSuccess, { user_data: frame.userData }));
    if (user.watchlist.length <= limits.watchlist) return this.#context.watchlists.watch(this, user.watchlist);
    return this.send(errorFrame(`A watchlist has at most ${limits.watchlist} users.`, code.watchlistTooLong));
  }
}
