import type { Answer, Call, HandlersOf } from "../../handler.js";
import { problem } from "../../problem/platform-error.js";
import type { LiveConnection } from "../../realtime/live-connection.js";
import { append } from "./append.js";
import { projectOf } from "./channel-resource.js";
import { requireConnection } from "./connections.js";
import { publicationOf } from "./publish.js";

/** Messages for one receiver: a connection, a user, a member. */
export const directMessageHandlers: HandlersOf<"connections.publish" | ToUser> = {
  "connections.publish": toConnection,
  "users.publish": (call) => toUser(call, call.path.user),
  "members.publish": (call) => toUser(call, call.path.member),
};

type ToUser = "users.publish" | "members.publish";

async function toConnection(call: Call<"connections.publish">): Promise<Answer<"connections.publish">> {
  const connection = requireConnection(call);
  const publication = publicationOf(call, call.body.value);
  const sender = publication.sender ?? { connectionId: null, userId: null, memberId: null };
  const id = call.ids("msg");
  call.afterCommit(() =>
    connection.deliver({
      id,
      channel: userChannel(connection.memberId ?? connection.userId ?? connection.id),
      event: publication.event ?? null,
      data: publication.data,
      sender,
      at: call.clock(),
      exclude: null,
      tags: publication.tags ?? {},
      publishId: publication.publishId ?? null,
      expiresAt: null,
    }),
  );
  return { status: 200, body: { messageId: id, deliveredTo: 1 } };
}

/** On the `user:` channel of the receiver, so that it resumes and keeps a history as any other. */
async function toUser(call: Call<ToUser>, receiver: string): Promise<Answer<ToUser>> {
  if (!call.access.allows({ id: receiver, name: userChannel(receiver) })) {
    throw problem("not_found", "The token may not address this receiver.");
  }
  const at = { project: projectOf(call), channel: userChannel(receiver) };
  const { id } = await append(call, at, publicationOf(call, call.body.value));
  const reached = call.connections.list(at.project).filter((connection) => isOf(connection, receiver));
  return { status: 200, body: { messageId: id, deliveredTo: reached.length } };
}

function isOf(connection: LiveConnection, receiver: string): boolean {
  return (connection.memberId ?? connection.userId) === receiver || connection.userId === receiver;
}

function userChannel(receiver: string): string {
  return `user:${receiver}`;
}
