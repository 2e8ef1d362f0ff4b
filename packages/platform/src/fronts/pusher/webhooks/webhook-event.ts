import type { WebhookEventName } from "../protocol.js";

interface About<Name extends WebhookEventName> {
  readonly name: Name;
  readonly channel: string;
}

/** Something that an application's own endpoint is told, as it stands in the body. */
export type WebhookEvent =
  | About<"channel_occupied" | "channel_vacated" | "cache_miss">
  | (About<"member_added" | "member_removed"> & { readonly user_id: string })
  | (About<"client_event"> & {
      readonly event: string;
      readonly data: string;
      readonly socket_id: string;
      readonly user_id?: string;
    })
  | (About<"subscription_count"> & { readonly subscription_count: number });
