import type { PresenceRequest } from "@parlance/protocol";
import type { Json } from "../json/json.js";
import { problem } from "../problem/platform-error.js";
import { answer } from "./answer.js";
import { type Awaitable, chain } from "./awaitable.js";
import type { Connection } from "./connection.js";
import type { MemberAdmission } from "./gate.js";
import { errorFrame } from "./error-frame.js";
import { inTurn } from "./in-turn.js";
import { admissionsOn, permissionsOn } from "./permissions-on.js";
import type { EnteringMember } from "./presence.js";
import { takeMessage } from "./take-message.js";

/** Enters a channel as a member, changes what the member says of itself, or leaves. */
export function changePresence(connection: Connection, frame: PresenceRequest): void {
  const { id, channel, action } = frame;
  const refusal = takeMessage(connection);
  if (refusal !== undefined) return connection.send(errorFrame(refusal, { id, channel }));
  answer<number>(
    connection,
    { id, channel },
    {
      work: () =>
        inTurn(connection, channel, () => {
          switch (action) {
            case "enter":
              return enter(connection, frame);
            case "update":
              return update(connection, frame);
            case "leave":
              return leave(connection, channel);
          }
        }),
      members: (version) => ({ version }),
    },
  );
}

function enter(connection: Connection, frame: PresenceRequest): Awaitable<number> {
  const { hub } = connection;
  const { channel } = frame;
  const state = stateOf(connection, frame);
  const entering = memberOf(connection, channel);
  return chain(admit(connection, channel), ({ maxMembers }) => {
    const { presence } = hub.registry;
    const at = { project: connection.project, channel };
    const memberships = (connection.memberships ??= new Map());
    requireRoom(connection, channel);
    if (presence.member(at, entering.id) === undefined && presence.count(at) >= maxMembers)
      throw problem("limit_exceeded", `The channel has at most ${maxMembers} members. Enter when one has left.`);
    const before = memberships.get(channel);
    if (before !== undefined && before !== entering.id) presence.leave(at, connection.id, before);
    memberships.set(channel, entering.id);
    const member = state === undefined ? entering : { ...entering, state };
    return presence.enter(at, connection.id, member, hub.now());
  });
}

/** What a member says of itself goes to everybody there, so that it takes the same leave as to enter. */
function update(connection: Connection, frame: PresenceRequest): Awaitable<number> {
  const { hub } = connection;
  const { channel } = frame;
  const id = requireMembership(connection, channel);
  const state = stateOf(connection, frame) ?? {};
  return chain(admit(connection, channel), () => {
    const version = hub.registry.presence.update({ project: connection.project, channel }, id, state, hub.now());
    if (version === undefined) throw problem("conflict", "The member is not on this channel. Enter it first.");
    return version;
  });
}

function admit(connection: Connection, channel: string): Awaitable<MemberAdmission> {
  const { identity } = connection.session;
  const permissions = permissionsOn(connection, channel);
  const asked = { identity, connection: connection.id, channel, permissions };
  return chain(connection.hub.gate.enter(asked), (admission) => {
    if (!connection.isOpen) throw problem("unavailable", "The connection ended.");
    return admission;
  });
}

/** One connection is a member of as many channels as it may subscribe to. */
function requireRoom({ hub, memberships }: Connection, channel: string): void {
  const { subscriptionsPerConnection: most } = hub.limits;
  if (memberships === undefined || memberships.has(channel) || memberships.size < most) return;
  throw problem("limit_exceeded", `A connection is a member of at most ${most} channels. Leave one first.`);
}

function leave(connection: Connection, channel: string): number {
  const id = requireMembership(connection, channel);
  connection.memberships?.delete(channel);
  return connection.hub.registry.presence.leave({ project: connection.project, channel }, connection.id, id);
}

function requireMembership(connection: Connection, channel: string): string {
  const id = connection.memberships?.get(channel);
  if (id === undefined) throw problem("conflict", "The member is not on this channel. Enter it first.");
  return id;
}

/** Who the connection is on a channel: as its channel token says, or as its own token does. */
function memberOf(connection: Connection, channel: string): EnteringMember {
  const authorised = admissionsOn(connection, channel).find(({ member }) => member !== undefined)?.member;
  if (authorised !== undefined) return authorised;
  const { userId, member = { info: null } } = connection.session.identity;
  if (userId === null) throw problem("unprocessable", "The token names no user. Mint one that does.");
  return { id: userId, userId, ...member };
}

function stateOf(connection: Connection, { data }: PresenceRequest): Json | undefined {
  const { presenceBytes } = connection.hub.limits;
  if (data !== undefined && Buffer.byteLength(JSON.stringify(data)) > presenceBytes)
    throw problem("payload_too_large", `The data of a member is at most ${presenceBytes} bytes of JSON.`);
  return data as Json | undefined;
}
