import { timestamp } from "../../clock.js";
import type { JsonSchema } from "../../contract/platform-contract.js";
import type { Answer, Call, Handlers } from "../../handler.js";
import type { JsonObject } from "../../json/json.js";
import { problem } from "../../problem/platform-error.js";
import { listResource } from "../../resource/list.js";
import type { Resource } from "../../resource/resource.js";
import { bodyObject } from "../../resource/write.js";
import { kind, type StoredRecord } from "../../store/store.js";
import { compilePayloadSchema } from "./payload-schema.js";
import { requireTopic, topic, topics, type TopicData } from "./topic-resource.js";

/** One version of the schema of a topic. The id is its number, the parent the topic. */
interface TopicSchemaData {
  readonly schema: JsonSchema;
  readonly note: string;
}

/** The versions of topics' schemas. */
export const topicSchemas = kind<TopicSchemaData>("topic-schema");

const topicSchema: Resource<TopicSchemaData> = {
  kind: topicSchemas,
  noun: "schema",
  present: ({ parent, id, data, createdAt }) => ({
    topic: parent,
    number: Number(id),
    schema: data.schema,
    note: data.note,
    createdAt: timestamp(createdAt),
  }),
};

/** The schemas that the payloads of a topic follow. */
export const topicSchemaHandlers: Handlers = {
  "topics.schemas.list": list,
  "topics.schemas.create": create,
  "topics.schemas.get": get,
};

async function list(call: Call): Promise<Answer> {
  const record = await requireTopic(call);
  return listResource(call, topicSchema, { parent: record.id, subject: async () => topic.present(record) });
}

async function create(call: Call): Promise<Answer> {
  const { schema, note = "" } = bodyObject(call) as unknown as { readonly schema: JsonSchema; readonly note?: string };
  const { id: parent, data } = await requireTopic(call);
  compilePayloadSchema(schema);
  const number = (data.schemaVersion ?? 0) + 1;
  const record = await call.records.insert(topicSchemas, { id: String(number), parent, data: { schema, note } });
  const changed = await call.records.update(topics, parent, { data: { ...data, schemaVersion: number } });
  return {
    status: 201,
    body: show(call, record, changed),
    headers: { Location: call.contract.link("topics.schemas.get", { topic: parent, schema: String(number) }) },
  };
}

async function get(call: Call): Promise<Answer> {
  const parent = await requireTopic(call);
  const { schema = "latest" } = call.path;
  const record = await findSchema(call, parent, schema === "latest" ? parent.data.schemaVersion : Number(schema));
  if (record === undefined) throw problem("not_found", "The topic has no such version of a schema.");
  return { status: 200, body: show(call, record, parent) };
}

/** A version of the schema of a topic. */
export async function findSchema(
  call: Call,
  { id }: StoredRecord<TopicData>,
  number: number | null,
): Promise<StoredRecord<TopicSchemaData> | undefined> {
  return number === null ? undefined : call.records.get(topicSchemas, String(number), id);
}

function show(call: Call, record: StoredRecord<TopicSchemaData>, parent: StoredRecord<TopicData>): JsonObject {
  return call.access.show(topicSchema.present(record), topic.present(parent));
}
