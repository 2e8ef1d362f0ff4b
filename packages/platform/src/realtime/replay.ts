import type { Position } from "../broker/broker.js";
import { highWaterBytes } from "./high-water.js";
import { LoggedMessage } from "./logged-message.js";
import type { Subscription } from "./subscription.js";

const pageSize = 128;

/**
 * Sends what the log holds behind the subscription's position, page by page and only while the client keeps up, then says
 * that it is live. Nothing can come between the last page and the live messages: both happen in one step.
 */
export function catchUp(subscription: Subscription): void {
  const { connection, feed } = subscription;
  const { broker } = connection.hub;
  while (subscription.progress.status === "catching up") {
    if (!connection.isOpen) return;
    if (connection.link.bufferedBytes > highWaterBytes) {
      connection.hub.wait(connection);
      return;
    }
    const { after } = subscription.progress;
    const page = broker.history(feed.at, { from: after, direction: "forward", limit: pageSize });
    if (!page.complete) {
      subscription.gap(page.position, reasonOf(after, page.position));
      continue;
    }
    if (page.messages.length === 0) return subscription.live();
    for (const message of page.messages) {
      const logged = new LoggedMessage(message);
      if (subscription.wants(logged)) subscription.send(logged, true);
      subscription.pass({ epoch: after.epoch, offset: message.offset });
      // A page of large messages would fill the queue at once, and the client count as slow that had no time to read.
      if (connection.link.bufferedBytes > highWaterBytes) break;
    }
  }
}

/** Why a log does not go on from a position. */
export function reasonOf(from: Position, to: Position): "history_exceeded" | "epoch_changed" {
  return from.epoch === to.epoch ? "history_exceeded" : "epoch_changed";
}
