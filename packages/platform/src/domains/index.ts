import { routed, type Handlers } from "../handler.js";
import { streamHandlers } from "./streams/stream-handlers.js";
import { authorizationHandlers } from "./channels/authorizations.js";
import { channelHandlers } from "./channels/channels.js";
import { connectionHandlers } from "./channels/connections.js";
import { directMessageHandlers } from "./channels/direct-messages.js";
import { memberHandlers } from "./channels/members.js";
import { messageHandlers } from "./channels/messages.js";
import { publishHandlers } from "./channels/publish.js";
import { attachmentHandlers } from "./documents/attachments.js";
import { documentHistoryHandlers } from "./documents/changes.js";
import { collectionHandlers } from "./documents/collections.js";
import { documentHandlers } from "./documents/documents.js";
import { applicationKeyHandlers } from "./tokens/application-keys.js";
import { applicationHandlers } from "./tokens/applications.js";
import { healthHandlers } from "./tokens/health.js";
import { jwksHandlers } from "./tokens/jwks.js";
import { projectHandlers } from "./tokens/projects.js";
import { ticketHandlers } from "./tokens/tickets.js";
import { tokenHandlers } from "./tokens/tokens.js";
import { turnCredentialHandlers } from "./tokens/turn-credentials.js";
import { topicEventHandlers } from "./topics/topic-events.js";
import { topicReplayHandlers } from "./topics/topic-replays.js";
import { topicSchemaHandlers } from "./topics/topic-schemas.js";
import { topicHandlers } from "./topics/topics.js";
import { publishEventHandlers } from "./topics/publish-event.js";
import { clientHandlers } from "./tunnels/clients.js";
import { tunnelHandlers } from "./tunnels/tunnels.js";
import { deliveryHandlers } from "./webhooks/deliveries.js";
import { webhookHandlers } from "./webhooks/webhooks.js";

/** The handlers of all domains, by operation id. */
export const handlers: Handlers = routed({
  ...projectHandlers,
  ...applicationHandlers,
  ...applicationKeyHandlers,
  ...jwksHandlers,
  ...tokenHandlers,
  ...ticketHandlers,
  ...turnCredentialHandlers,
  ...healthHandlers,
  ...tunnelHandlers,
  ...clientHandlers,
  ...webhookHandlers,
  ...deliveryHandlers,
  ...channelHandlers,
  ...publishHandlers,
  ...messageHandlers,
  ...memberHandlers,
  ...connectionHandlers,
  ...directMessageHandlers,
  ...authorizationHandlers,
  ...topicHandlers,
  ...topicSchemaHandlers,
  ...publishEventHandlers,
  ...topicEventHandlers,
  ...topicReplayHandlers,
  ...collectionHandlers,
  ...documentHandlers,
  ...documentHistoryHandlers,
  ...attachmentHandlers,
  ...streamHandlers,
});
