import type { Answer, Call, Handler, Handlers } from "../../handler.js";
import type { JsonObject } from "../../json/json.js";
import { mergeObjects } from "../../json/merge-patch.js";
import { listResource } from "../../resource/list.js";
import { answerResource, checkVersion } from "../../resource/read.js";
import { bodyObject, createResource, requireAllowed } from "../../resource/write.js";
import type { StoredRecord } from "../../store/store.js";
import { addresses } from "./address-resource.js";
import { asAsked } from "./as-asked.js";
import { requireMetadataSize } from "./room-resource.js";
import { shortName } from "./short-name.js";
import { requireSubscriber, subscriber, type SubscriberData } from "./subscriber-resource.js";

/** Subscribers: users who make and take calls. */
export const subscriberHandlers: Handlers = {
  "subscribers.list": (call) => listResource(call, subscriber, { where: asAsked(call) }),
  "subscribers.create": create,
  "subscribers.get": async (call) =>
    answerResource(call, subscriber, await requireSubscriber(call, "subscribers:read")),
  "subscribers.update": update,
  "subscribers.delete": remove,
  "subscribers.online": becoming("online"),
  "subscribers.offline": becoming("offline"),
};

async function create(call: Call): Promise<Answer> {
  const {
    userId,
    displayName = shortName(userId),
    email = null,
    timeZone = null,
    metadata = {},
  } = bodyObject(call) as unknown as SubscriberData;
  requireMetadataSize(call, metadata);
  const id = call.ids("sbr");
  const data: SubscriberData = { userId, displayName, email, timeZone, status: "offline", addressIds: [], metadata };
  return createResource(call, subscriber, {
    id,
    key: userId,
    data,
    location: call.contract.link("subscribers.get", { subscriber: id }),
  });
}

async function update(call: Call): Promise<Answer> {
  const record = await requireSubscriber(call, "subscribers:write");
  const {
    displayName,
    email = null,
    timeZone = null,
    metadata = {},
  } = mergeObjects(record.data as unknown as JsonObject, bodyObject(call)) as unknown as Partial<SubscriberData>;
  requireMetadataSize(call, metadata);
  const data = { ...record.data, displayName: displayName ?? record.data.displayName, email, timeZone, metadata };
  return answerResource(call, subscriber, await write(call, record, data));
}

/** Its addresses go with it. */
async function remove(call: Call): Promise<Answer> {
  const record = await requireSubscriber(call, "subscribers:write");
  checkVersion(call, record);
  for (const id of record.data.addressIds) await call.records.remove(addresses, id);
  await call.records.remove(subscriber.kind, record.id);
  return { status: 204 };
}

/** Its addresses are online when it is. */
function becoming(status: "online" | "offline"): Handler {
  return async (call) => {
    const record = await requireSubscriber(call, "subscribers:write");
    if (record.data.status === status) return answerResource(call, subscriber, record);
    for (const id of record.data.addressIds) {
      const address = await call.records.get(addresses, id);
      if (address !== undefined)
        await call.records.update(addresses, id, { data: { ...address.data, online: status === "online" } });
    }
    return answerResource(call, subscriber, await write(call, record, { ...record.data, status }));
  };
}

async function write(
  call: Call,
  record: StoredRecord<SubscriberData>,
  data: SubscriberData,
): Promise<StoredRecord<SubscriberData>> {
  checkVersion(call, record);
  const written = await call.records.update(subscriber.kind, record.id, { data });
  requireAllowed(call, subscriber.present(written), subscriber.noun);
  return written;
}
