import type { Answer, Call, HandlersOf } from "../../handler.js";
import { patchObject } from "../../json/merge-patch.js";
import { listResource } from "../../resource/list.js";
import type { ResourceAnswer } from "../../resource/read.js";
import { selects } from "../../resource/selects.js";
import { deleteResource, insertRecord, updateRecord } from "../../resource/write.js";
import type { StoredRecord } from "../../store/store.js";
import { topicPublishes } from "./publish-event.js";
import {
  completeTopic,
  forgottenUpTo,
  requireTopic,
  type Topic,
  topic,
  topicChannel,
  topicEvents,
  topicLogs,
  type TopicData,
} from "./topic-resource.js";
import { topicSchemas } from "./topic-schemas.js";

/** Topics: named streams of domain events. */
export const topicHandlers: HandlersOf<`topics.${"list" | "create" | "get" | "update" | "delete"}`> = {
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

function list(call: Call<"topics.list">): Promise<Answer<"topics.list">> {
  const { prefix, source } = call.query;
  return listResource(call, topic, {
    ...(prefix !== undefined && { prefix }),
    complete: (shown) => completeTopic(call, shown),
    where: selects({ source }),
  });
}

async function create(call: Call<"topics.create">): Promise<Answer<"topics.create">> {
  const { name: id, ...settings } = call.body.value;
  const record = await insertRecord(call, topic, { id, key: id, data: { ...freshTopic, ...settings } });
  const location = call.contract.link("topics.get", { topic: id });
  return { ...(await answerTopic(call, record)), status: 201, headers: { location } };
}

async function update(call: Call<"topics.update">): Promise<Answer<"topics.update">> {
  const record = await updateRecord(call, topic, { id: call.path.topic }, ({ data }) => {
    const merged = patchObject(data, call.body.value);
    return { data: { ...freshTopic, ...merged, schemaVersion: data.schemaVersion } };
  });
  await call.records.removeAll(topicEvents, record.id, forgottenUpTo(call, record.data.retentionSeconds));
  return answerTopic(call, record);
}

function remove(call: Call<"topics.delete">): Promise<Answer<"topics.delete">> {
  return deleteResource(call, topic, { id: call.path.topic }, async ({ id }) => {
    for (const children of [topicEvents, topicSchemas, topicPublishes]) await call.records.removeAll(children, id);
    await call.records.remove(topicLogs, id);
    const at = topicChannel(call, id);
    call.afterCommit(() => {
      call.broker.forget(at);
      for (const connection of call.connections.subscribed(at.project, at.channel)) connection.unsubscribe(at.channel);
    });
  });
}

async function answerTopic(call: Call, record: StoredRecord<TopicData>): Promise<ResourceAnswer<Topic>> {
  return {
    status: 200,
    body: call.access.show(await completeTopic(call, topic.present(record))),
    version: record.version,
  };
}
