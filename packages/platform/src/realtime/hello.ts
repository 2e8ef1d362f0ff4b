import type { HelloFrame, SubscribeFrame, Subscription as WantedSubscription } from "@parlance/protocol";
import { isJsonObject, type Json, type JsonObject } from "../json/json.js";
import { problem } from "../problem/platform-error.js";
import { type Awaitable, chain, whenReady } from "./awaitable.js";
import type { Connection } from "./connection.js";
import { told } from "./error-frame.js";
import type { Admission, Identity } from "./gate.js";
import { handle } from "./handle.js";
import { OutgoingFrame } from "./outgoing-frame.js";
import { beginAt, type Begin } from "./begin.js";
import { refuseFrame } from "./refuse-frame.js";
import { subscribe } from "./subscribe.js";
import type { SubscriptionOptions } from "./subscription.js";
import { takenOver, takeUp, type TakenUp } from "./take-up.js";
import { welcome } from "./welcome.js";
import { recheckMembership } from "./withdraw.js";

const protocolVersion = 1;

/** Takes the first frame. It must be a `hello` of this version with a token that holds; anything else ends the connection. */
export function sayHello(connection: Connection, value: Json, wrong: string | undefined): void {
  const frame = isJsonObject(value) ? value : {};
  const version = frame["version"];
  if (frame["type"] === "hello" && version !== undefined && version !== protocolVersion) {
    const message = `The platform speaks version ${protocolVersion} of the protocol. Update the SDK.`;
    connection.end("unsupported_version", { message });
    return;
  }
  if (frame["type"] !== "hello") return refuseFrame(connection, wrong ?? "The first frame is hello.");
  if (wrong !== undefined) return refuseFrame(connection, wrong);
  const hello = frame as unknown as HelloFrame;
  connection.state = { status: "authenticating", early: [] };
  const { gate } = connection.hub;
  whenReady(
    () => chain(gate.authenticate(hello.token), (identity) => admitInbox(connection, identity)),
    ({ identity, admission }) => accept(connection, { hello, identity, admission }),
    (error) => connection.fail(told(error, connection.hub.report)),
  );
}

interface Admitted {
  readonly identity: Identity;
  /** To the user's own channel, if the token names a user. */
  readonly admission: Admission | undefined;
}

function admitInbox(connection: Connection, identity: Identity): Awaitable<Admitted> {
  const channel = inboxChannel(identity);
  if (channel === undefined) return { identity, admission: undefined };
  const request = { identity, connection: connection.id, channel };
  return chain(connection.hub.gate.subscribe(request), (admission): Admitted => ({ identity, admission }));
}

function inboxChannel({ userId }: Identity): string | undefined {
  return userId === null ? undefined : `user:${userId}`;
}

function accept(
  connection: Connection,
  { hello, identity, admission }: Admitted & { readonly hello: HelloFrame },
): void {
  const { hub, state } = connection;
  if (state.status !== "authenticating") return;
  const { registry } = hub;
  if (identity.userId !== null && registry.blocked(identity.project, identity.userId, hub.now())) {
    connection.fail(problem("terminated", "An operator keeps this user out for a while."));
    return;
  }
  const { connectionsPerProject } = hub.limits;
  const replaced = takenOver(connection, hello, identity) === undefined ? 0 : 1;
  if (registry.count(identity.project) - replaced >= connectionsPerProject) {
    const message = `The project has ${connectionsPerProject} connections, and not more at a time. Come back later.`;
    connection.fail(problem("over_capacity", message));
    return;
  }
  const resumed = takeUp(connection, hello, identity);
  connection.id ||= hub.ids("conn");
  connection.state = {
    status: "open",
    session: {
      key: resumed?.key ?? hub.ids("ses"),
      client: { name: hello.client.name, version: hello.client.version },
      identity,
      token: hello.token ?? "",
      expiresAt: identity.expiresAt,
      reauthAsked: false,
    },
  };
  hub.sessions.open(connection.session.key, connection);
  registry.add(connection);
  const begin = admission === undefined ? undefined : beginInbox(connection, hello, admission);
  connection.send(new OutgoingFrame(welcome(connection, { hello, resumed: resumed !== undefined, begin })));
  begin?.start();
  for (const wanted of hello.subscriptions ?? []) subscribeAtOnce(connection, wanted);
  connection.positions = undefined;
  if (resumed !== undefined) judgeMemberships(connection, resumed);
  for (const early of state.early) if (connection.isOpen) handle(connection, early);
}

/** The token of a resumed session may allow less than the one before. What a channel token allowed waits for its subscription. */
function judgeMemberships(connection: Connection, { vouched }: TakenUp): void {
  const { hub } = connection;
  for (const channel of connection.memberships?.keys() ?? [])
    if (!vouched.has(channel)) recheckMembership(connection, channel);
  if (vouched.size > 0) connection.judgeAt = hub.now() + hub.limits.presenceGraceMs;
}

/** One subscription of the hello. What is wrong with it is the answer to it alone. */
function subscribeAtOnce(connection: Connection, wanted: WantedSubscription): void {
  const frame: SubscribeFrame = { ...wanted, type: "subscribe" };
  const wrong = connection.hub.check(frame as unknown as JsonObject);
  if (wrong === undefined) subscribe(connection, frame, { counted: false });
  else refuseFrame(connection, wrong, frame as unknown as JsonObject);
}

/** The subscription to the user's own channel, which nobody has to ask for. */
function beginInbox(connection: Connection, { inbox }: HelloFrame, admission: Admission): Begin | undefined {
  const channel = inboxChannel(connection.session.identity);
  if (channel === undefined) return undefined;
  const begin = beginAt(connection, { channel, options: inboxOptions, admission, since: inbox });
  connection.hub.feeds.addInbox(begin.subscription);
  return begin;
}

const inboxOptions: SubscriptionOptions = {
  number: undefined,
  messages: true,
  presence: false,
  filter: undefined,
  filterText: undefined,
  policy: "buffer",
  conflateMs: 0,
  returnMode: "full",
  token: undefined,
};
