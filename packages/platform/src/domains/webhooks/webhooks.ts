import { parseFilter } from "../../filter/parse-filter.js";
import type { Answer, Call, Handlers } from "../../handler.js";
import { filterLimits } from "../../http/admit.js";
import type { JsonObject } from "../../json/json.js";
import { mergeObjects } from "../../json/merge-patch.js";
import { listResource } from "../../resource/list.js";
import { answerResource, getResource } from "../../resource/read.js";
import { bodyObject, deleteResource, insertRecord, updateRecord, updateResource } from "../../resource/write.js";
import { cancelDeliveries } from "./delivery-resource.js";
import { checkUrl, newSecret, webhook, type WebhookData } from "./webhook-resource.js";

/** Webhook endpoints. */
export const webhookHandlers: Handlers = {
  "webhooks.list": list,
  "webhooks.create": create,
  "webhooks.get": (call) => getResource(call, webhook, at(call)),
  "webhooks.update": update,
  "webhooks.delete": (call) => deleteResource(call, webhook, at(call), ({ id }) => cancelDeliveries(call, id)),
  "webhooks.enable": (call) =>
    updateResource(call, webhook, at(call), ({ data }) => ({ data: { ...data, enabled: true, disabledReason: null } })),
  "webhooks.disable": disable,
  "webhooks.rotate": rotate,
};

function at(call: Call): { readonly id: string } {
  return { id: call.path["webhook"] ?? "" };
}

function list(call: Call): Promise<Answer> {
  const { enabled } = call.query;
  return listResource(call, webhook, { where: (resource) => enabled === undefined || resource["enabled"] === enabled });
}

async function create(call: Call): Promise<Answer> {
  const body = bodyObject(call) as unknown as Partial<WebhookData> & Pick<WebhookData, "url" | "events" | "enabled">;
  check(call, body);
  const id = call.ids("whk");
  const data: WebhookData = {
    url: body.url,
    description: body.description ?? null,
    events: body.events,
    filter: body.filter ?? null,
    enabled: body.enabled,
    disabledReason: body.enabled ? null : "manual",
    labels: body.labels ?? {},
    metadata: body.metadata ?? {},
    secret: body.secret ?? newSecret(),
    previousSecret: null,
    previousSecretExpiresAt: null,
  };
  const record = await insertRecord(call, webhook, { id, data });
  const answer = answerResource(call, webhook, record, 201);
  return {
    ...answer,
    body: { ...webhook.present(record), secret: data.secret },
    headers: { Location: call.contract.link("webhooks.get", { webhook: id }) },
  };
}

function update(call: Call): Promise<Answer> {
  const { filter, ...patch } = bodyObject(call);
  return updateResource(call, webhook, at(call), ({ data }) => {
    const { secret, previousSecret, previousSecretExpiresAt, events, ...editable } = data;
    const merged = mergeObjects({ ...editable, events: [...events] }, patch) as unknown as WebhookData;
    const next: WebhookData = {
      ...merged,
      description: merged.description ?? null,
      filter: filter === undefined ? data.filter : (filter as JsonObject | null),
      labels: merged.labels ?? {},
      metadata: merged.metadata ?? {},
      secret,
      previousSecret,
      previousSecretExpiresAt,
    };
    check(call, next);
    return { data: next };
  });
}

async function disable(call: Call): Promise<Answer> {
  const answer = await updateResource(call, webhook, at(call), ({ data }) => {
    const disabled: WebhookData = { ...data, enabled: false, disabledReason: "manual" };
    return { data: disabled };
  });
  await cancelDeliveries(call, at(call).id);
  return answer;
}

async function rotate(call: Call): Promise<Answer> {
  const { overlapSeconds, secret } = bodyObject(call);
  const fresh = typeof secret === "string" ? secret : newSecret();
  const record = await updateRecord(call, webhook, at(call), ({ data }) => ({
    data: {
      ...data,
      secret: fresh,
      previousSecret: data.secret,
      previousSecretExpiresAt: call.clock() + Number(overlapSeconds) * 1000,
    },
  }));
  return { ...answerResource(call, webhook, record), body: { ...webhook.present(record), secret: fresh } };
}

/** Throws `validation_failed` for an address that must not be called, `invalid_filter` for a filter that is none. */
function check(call: Call, { url, filter }: Partial<WebhookData>): void {
  if (url !== undefined) checkUrl(call, url);
  if (filter !== undefined && filter !== null) parseFilter(filter, filterLimits(call));
}
