import type { PublishFrame } from "@parlance/protocol";
import type { Json } from "../json/json.js";
import type { Published } from "../broker/broker.js";
import { answer } from "./answer.js";
import { errorFrame } from "./error-frame.js";
import { permissionsOn } from "./permissions-on.js";
import type { Connection } from "./connection.js";
import { takeMessage } from "./take-message.js";

/** Publishes a message. Answered once it is in the log; a repetition of the same `publishId` changes nothing. */
export function publish(connection: Connection, frame: PublishFrame): void {
  const { id, channel, publishId, event, tags, ttlSeconds } = frame;
  const refusal = takeMessage(connection);
  if (refusal !== undefined) return connection.send(errorFrame(refusal, { id, channel }));
  const { hub, session } = connection;
  answer<Published>(
    connection,
    { id, channel },
    {
      work: () =>
        hub.gate.publish({
          identity: session.identity,
          connection: connection.id,
          channel,
          permissions: permissionsOn(connection, channel),
          publication: {
            data: frame.data as Json,
            publishId,
            ...(event !== undefined && { event }),
            ...(tags !== undefined && { tags }),
            ...(ttlSeconds !== undefined && { ttlMs: ttlSeconds * 1000 }),
          },
        }),
      members: ({ position, id: messageId, duplicate }) => {
        hub.metrics.published += 1;
        return { epoch: position.epoch, offset: position.offset, messageId, ...(duplicate && { duplicate }) };
      },
    },
  );
}
