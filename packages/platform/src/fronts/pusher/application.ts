import { randomBytes, randomInt } from "node:crypto";
import { applications } from "../../security/kinds.js";
import { kind, type Store, type StoredRecord, type Transaction } from "../../store/store.js";
import type { WebhookEventName } from "./protocol.js";

/** What Pusher's libraries are configured with. */
export interface PusherCredentials {
  /** Decimal digits, because some libraries read a number. */
  readonly appId: string;
  /** Public: it stands in the address of the socket. */
  readonly key: string;
  /** Signs calls, authorisations and webhooks. */
  readonly secret: string;
}

/** An endpoint of the application's own that is told what happens. */
export interface PusherWebhook {
  /** `https:`, or `http:` to this machine where the platform runs for a developer. */
  readonly url: string;
  /** What it is told. Default: everything. */
  readonly events?: readonly WebhookEventName[];
  /** Only about channels whose name begins so. Default: all. */
  readonly channelPrefix?: string;
}

/** What Pusher has in its dashboard for an application. */
export interface PusherSettings {
  /** Whether it may be used; if not, connections end with 4003 and calls with 403. Default true. */
  readonly enabled?: boolean;
  /** Whether connections may publish client events. Default true. */
  readonly clientEvents?: boolean;
  /** Whether subscribers are told how many they are. Default false, as with Pusher. */
  readonly subscriptionCount?: boolean;
  /** Connections at a time; one more ends with 4004. Default: no limit. */
  readonly maxConnections?: number;
  /** At most 10. Default: none. */
  readonly webhooks?: readonly PusherWebhook[];
}

/** What is kept of a Pusher application. The id of the record is the key. */
export interface PusherApplicationData {
  readonly appId: string;
  readonly secret: string;
  readonly settings: PusherSettings;
}

/** A Pusher application: the credentials under which a project is reached with Pusher's libraries. */
export interface PusherApplication extends PusherCredentials {
  readonly project: string;
  /** The application whose project it opens. */
  readonly applicationId: string;
  readonly settings: PusherSettings;
}

/** Pusher applications. The id is the key, the parent the application whose project it opens. */
export const pusherApplications = kind<PusherApplicationData>("pusher-application");

/** Finds a Pusher application by its key. It is gone when its owner is, and switched off when its owner is. */
export async function findPusherApplication(
  transaction: Transaction,
  key: string,
): Promise<PusherApplication | undefined> {
  const record = await transaction.anywhere(pusherApplications, key);
  const owner = record === undefined ? undefined : await transaction.anywhere(applications, record.parent);
  if (record === undefined || owner === undefined) return undefined;
  const application = present(record);
  return owner.data.enabled ? application : { ...application, settings: { ...application.settings, enabled: false } };
}

/**
 * The Pusher application of an application's project; made when there is none. Settings that are given take the place of the kept
 * ones. Throws if there is no such application.
 */
export function pusherApplicationOf(
  clientId: string,
  { store, settings }: { readonly store: Store; readonly settings?: PusherSettings | undefined },
): Promise<PusherApplication> {
  return store.transaction(async (transaction) => {
    const owner = await transaction.anywhere(applications, clientId);
    if (owner === undefined) throw new Error(`There is no application ${clientId}.`);
    const records = transaction.records(owner.project);
    const [known] = await records.list(pusherApplications, { parent: clientId, order: "asc", limit: 1 });
    if (known === undefined) {
      const data = { appId: newAppId(), secret: newKey(), settings: settings ?? {} };
      return present(await records.insert(pusherApplications, { id: newKey(), parent: clientId, data }));
    }
    if (settings === undefined) return present(known);
    return present(
      await records.update(pusherApplications, known.id, { data: { ...known.data, settings } }, known.parent),
    );
  });
}

function present({ id, project, parent, data }: StoredRecord<PusherApplicationData>): PusherApplication {
  return { project, applicationId: parent, key: id, ...data };
}

/** Twenty hexadecimal digits, as Pusher's keys and secrets are. */
function newKey(): string {
  return randomBytes(10).toString("hex");
}

function newAppId(): string {
  return String(randomInt(1_000_000, 1_000_000_000));
}
