import type { JsonObject } from "../../../json/json.js";
import { isUserId } from "../channel-name.js";
import { limits } from "../protocol.js";
import type { PusherCall } from "./pusher-call.js";
import { Refusal } from "./refusal.js";

/** `POST /users/{id}/terminate_connections`: ends every connection of a user, through whichever front it came. */
export async function terminateConnections({ application, connections, params }: PusherCall): Promise<JsonObject> {
  const id = params["userId"] ?? "";
  if (!isUserId(id)) throw new Refusal(400, `A user's id has 1 to ${limits.userId} characters.`);
  for (const connection of connections.list(application.project)) {
    if (connection.userId === id)
      connection.terminate({ code: "terminated", reason: "The application has ended the connections of this user." });
  }
  return {};
}
