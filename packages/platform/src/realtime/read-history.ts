import type { HistoryFrame } from "@parlance/protocol";
import type { History } from "../broker/broker.js";
import { problem } from "../problem/platform-error.js";
import { answer } from "./answer.js";
import { chain } from "./awaitable.js";
import type { Connection } from "./connection.js";
import { permissionsOn } from "./permissions-on.js";
import { presentMessage } from "./present-message.js";

/** Reads messages of a channel, as many as one frame should hold. `cursor` is null once nothing is left in that direction; go on with `from` otherwise. */
export function readHistory(connection: Connection, frame: HistoryFrame): void {
  const { id, channel, from, count = 100, order = "desc" } = frame;
  const { hub, session } = connection;
  const at = { project: session.identity.project, channel };
  const permissions = permissionsOn(connection, channel);
  answer<History>(
    connection,
    { id, channel },
    {
      work: () =>
        chain(hub.gate.history({ identity: session.identity, connection: connection.id, channel, permissions }), () => {
          const direction = order === "asc" ? "forward" : "backward";
          const query = { ...(from !== undefined && { from }), direction, limit: count + 1 } as const;
          const history = hub.broker.history(at, query);
          if (from !== undefined && from.epoch !== history.position.epoch)
            throw problem("epoch_mismatch", "The log was begun anew since that position. Read without from.");
          if (!history.complete)
            throw problem("history_gone", "Messages after that position are forgotten. Read without from.");
          return history;
        }),
      members: ({ messages, position }) => {
        const shown = messages.slice(0, count).map((message) => presentMessage(message, position.epoch));
        const items = fitting(shown, hub.limits.queueBytes / 2);
        const last = items.at(-1);
        const more = messages.length > items.length && last !== undefined;
        return {
          items,
          epoch: position.epoch,
          offset: position.offset,
          cursor: more ? `${last.epoch}:${last.offset}` : null,
        };
      },
    },
  );
}

/** The first ones that together take at most so many bytes of JSON, and one in any case: a longer answer would fill the queue. */
function fitting<Value>(values: readonly Value[], mostBytes: number): readonly Value[] {
  let bytes = 0;
  const beyond = values.findIndex((value, index) => {
    bytes += Buffer.byteLength(JSON.stringify(value));
    return index > 0 && bytes > mostBytes;
  });
  return beyond === -1 ? values : values.slice(0, beyond);
}
