import { parseFilter } from "../../filter/parse-filter.js";
import type { Answer, Call, HandlersOf } from "../../handler.js";
import { filterLimits } from "../../http/admit.js";
import { patchObject } from "../../json/merge-patch.js";
import { listResource } from "../../resource/list.js";
import { answerResource, getResource } from "../../resource/read.js";
import type { At } from "../../resource/resource.js";
import { answerCreated, deleteResource, insertRecord, updateRecord, updateResource } from "../../resource/write.js";
import { selects } from "../../resource/selects.js";
import { test } from "./deliveries.js";
import { cancelDeliveries } from "./delivery-resource.js";
import { checkUrl, newSecret, webhook, type WebhookData } from "./webhook-resource.js";

/** Webhook endpoints. */
export const webhookHandlers: HandlersOf<"webhooks"> = {
  "webhooks.list": list,
  "webhooks.create": create,
  "webhooks.get": (call) => getResource(call, webhook, at(call)),
  "webhooks.update": update,
  "webhooks.delete": (call) => deleteResource(call, webhook, at(call), ({ id }) => cancelDeliveries(call, id)),
  "webhooks.enable": (call) =>
    updateResource(call, webhook, at(call), ({ data }) => ({ data: { ...data, enabled: true, disabledReason: null } })),
  "webhooks.disable": disable,
  "webhooks.rotate": rotate,
  "webhooks.test": test,
};

type One = `webhooks.${"get" | "update" | "delete" | "enable" | "disable" | "rotate"}`;

function at({ path }: Call<One>): At {
  return { id: path.webhook };
}

function list(call: Call<"webhooks.list">): Promise<Answer<"webhooks.list">> {
  const { enabled } = call.query;
  return listResource(call, webhook, { where: selects({ enabled }) });
}

async function create(call: Call<"webhooks.create">): Promise<Answer<"webhooks.create">> {
  const body = call.body.value;
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
  return {
    ...answerCreated(call, webhook, record, call.contract.link("webhooks.get", { webhook: id })),
    body: { ...webhook.present(record), secret: data.secret },
  };
}

function update(call: Call<"webhooks.update">): Promise<Answer<"webhooks.update">> {
  const { filter, ...patch } = call.body.value;
  return updateResource(call, webhook, at(call), ({ data }) => {
    const { filter: before, ...editable } = data;
    const removed = { description: null, labels: {}, metadata: {} };
    const merged = { ...data, ...removed, ...patchObject(editable, patch) };
    const next: WebhookData = { ...merged, filter: filter === undefined ? before : filter };
    check(call, next);
    return { data: next };
  });
}

async function disable(call: Call<"webhooks.disable">): Promise<Answer<"webhooks.disable">> {
  const answer = await updateResource(call, webhook, at(call), ({ data }) => {
    const disabled: WebhookData = { ...data, enabled: false, disabledReason: "manual" };
    return { data: disabled };
  });
  await cancelDeliveries(call, at(call).id);
  return answer;
}

async function rotate(call: Call<"webhooks.rotate">): Promise<Answer<"webhooks.rotate">> {
  const { overlapSeconds, secret: fresh = newSecret() } = call.body.value;
  const record = await updateRecord(call, webhook, at(call), ({ data }) => ({
    data: {
      ...data,
      secret: fresh,
      previousSecret: data.secret,
      previousSecretExpiresAt: call.clock() + overlapSeconds * 1000,
    },
  }));
  return { ...answerResource(call, webhook, record), body: { ...webhook.present(record), secret: fresh } };
}

/** Throws `validation_failed` for an address that must not be called, `invalid_filter` for a filter that is none. */
function check(call: Call, { url, filter }: Pick<WebhookData, "url"> & Partial<Pick<WebhookData, "filter">>): void {
  checkUrl(call, url);
  if (filter !== undefined && filter !== null) parseFilter(filter, filterLimits(call));
}
