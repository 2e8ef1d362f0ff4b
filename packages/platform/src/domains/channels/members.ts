import type * as contract from "../../gen/types.gen.js";
import type { Answer, Call, HandlersOf } from "../../handler.js";
import { mergeObjects } from "../../json/merge-patch.js";
import { isJsonObject, type JsonObject } from "../../json/json.js";
import type { Plain } from "../../json/plain.js";
import { PlatformError, problem } from "../../problem/platform-error.js";
import type { PresentMember } from "../../realtime/presence.js";
import { presentMember } from "../../realtime/present-member.js";
import { listValues } from "../../resource/list-values.js";
import { channelAt, subjectOf } from "./channel-resource.js";
import { itemProblem } from "./publish.js";

/** Presence: who is on a channel, and what they say of themselves. */
export const memberHandlers: HandlersOf<"channels.members" | "members.states"> = {
  "channels.members.list": list,
  "channels.members.get": get,
  "members.states.list": (call) => states(call, (channel) => read(call, channel)),
  "members.states.replace": (call) => states(call, (channel) => write(call, channel, () => call.body.value)),
  "members.states.update": (call) =>
    states(call, (channel) => write(call, channel, (state) => mergeObjects(state, call.body.value))),
};

const maxStateLength = 2000;

async function list(call: Call<"channels.members.list">): Promise<Answer<"channels.members.list">> {
  const at = channelAt(call, call.path.channel);
  const { userId } = call.query;
  const members = call.connections.presence
    .members(at)
    .filter((member) => userId === undefined || member.userId === userId);
  const values = members.map((member) => ({ id: member.id, position: member.joinedAt, value: presentMember(member) }));
  return listValues(call, values, subjectOf(at));
}

async function get(call: Call<"channels.members.get">): Promise<Answer<"channels.members.get">> {
  const at = channelAt(call, call.path.channel);
  const member = requireMember(call, at.channel);
  return { status: 200, body: call.access.show(presentMember(member), subjectOf(at)), version: member.version };
}

function requireMember(call: Call<States | "channels.members.get">, name: string): PresentMember {
  const member = call.connections.presence.member(channelAt(call, name), call.path.member);
  if (member === undefined) throw problem("not_found", "The member is not on this channel.");
  return member;
}

type States = `members.states.${"list" | "replace" | "update"}`;

interface State {
  readonly state: JsonObject;
  readonly version: number;
}

/** One result for each channel that is asked for; one that fails does not stop the others. */
async function states(call: Call<States>, work: (channel: string) => Promise<State>): Promise<Answer<States>> {
  const items: Plain<contract.MemberState>[] = [];
  for (const channel of call.query.channel) {
    try {
      items.push({ status: "current", channel, ...(await work(channel)) });
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      items.push({ status: "failed", channel, problem: itemProblem(call, error) });
    }
  }
  return { status: 200, body: { items } };
}

async function read(call: Call<States>, channel: string): Promise<State> {
  return stateOf(requireMember(call, channel));
}

/** A token that speaks for a user may change that member only. */
async function write(call: Call<States>, name: string, change: (state: JsonObject) => JsonObject): Promise<State> {
  const member = requireMember(call, name);
  const user = call.caller.type === "token" ? call.caller.claims.sub : undefined;
  if (user !== undefined && user !== member.id && user !== member.userId) {
    throw problem("forbidden", "A user may change its own state only.");
  }
  const state = change(stateOf(member).state);
  if (JSON.stringify(state).length > maxStateLength) {
    throw problem("payload_too_large", `A state is at most ${maxStateLength} characters of JSON.`);
  }
  const at = channelAt(call, name);
  call.afterCommit(() => call.connections.presence.update(at, member.id, state, call.clock()));
  return { state, version: member.version + 1 };
}

/** Over the socket a state may be any JSON value; what is no object has no members to show. */
function stateOf({ state, version }: PresentMember): State {
  return { state: isJsonObject(state) ? state : {}, version };
}
