import type { Answer, Call, Handlers } from "../../handler.js";
import { mergeObjects } from "../../json/merge-patch.js";
import { listResource } from "../../resource/list.js";
import { bodyObject, deleteResource, insertRecord, updateRecord } from "../../resource/write.js";
import type { StoredRecord } from "../../store/store.js";
import { topicPublishes } from "./publish-event.js";
import {
  completeTopic,
  forgottenUpTo,
  requireTopic,
  topic,
  topicChannel,
  topicEvents,
  topicLogs,
  type TopicData,
} from "./topic-resource.js";
import { topicSchemas } from "./topic-schemas.js";

/** Topics: named streams of domain events. */
export const topicHandlers: Handlers = {
  "topics.list": list,
  "topics.create": create,
  "topics.get": async (call) => answerTopic(call, await requireTopic(call)),
  "topics.update": update,
  "topics.delete": remove,
};

const freshTopic: TopicData = {
  description: "",
  source: "application",
  retentionSeconds: 7 * 86_400,
  validation: "reject",
  labels: {},
  schemaVersion: null,
};

function list(call: Call): Promise<Answer> {
  const { prefix, source } = call.query;
  return listResource(call, topic, {
    ...(typeof prefix === "string" && { prefix }),
    complete: (shown) => completeTopic(call, shown),
    where: (shown) => source === undefined || shown["source"] === source,
  });
}

async function create(call: Call): Promise<Answer> {
  const { name, ...settings } = bodyObject(call);
  const id = String(name);
  const record = await insertRecord(call, topic, { id, key: id, data: { ...freshTopic, ...settings } });
  const answer = await answerTopic(call, record, 201);
  return { ...answer, headers: { Location: call.contract.link("topics.get", { topic: id }) } };
}

async function update(call: Call): Promise<Answer> {
  const record = await updateRecord(call, topic, { id: call.path["topic"] ?? "" }, ({ data }) => {
    const merged = mergeObjects({ ...data }, bodyObject(call));
    return { data: { ...freshTopic, ...merged, schemaVersion: data.schemaVersion } };
  });
  await call.records.removeAll(topicEvents, record.id, forgottenUpTo(call, record.data.retentionSeconds));
  return answerTopic(call, record);
}

function remove(call: Call): Promise<Answer> {
  return deleteResource(call, topic, { id: call.path["topic"] ?? "" }, async ({ id }) => {
    for (const children of [topicEvents, topicSchemas, topicPublishes]) await call.records.removeAll(children, id);
    await call.records.remove(topicLogs, id);
    const at = topicChannel(call, id);
    call.afterCommit(() => {
      call.broker.forget(at);
      for (const connection of call.connections.subscribed(at.project, at.channel)) connection.unsubscribe(at.channel);
    });
  });
}

async function answerTopic(call: Call, record: StoredRecord<TopicData>, status = 200): Promise<Answer> {
  return { status, body: call.access.show(await completeTopic(call, topic.present(record))), version: record.version };
}
