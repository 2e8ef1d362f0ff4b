import { timestamp } from "../../clock.js";
import type { JsonSchema } from "../../contract/platform-contract.js";
import type * as contract from "../../gen/types.gen.js";
import type { Answer, Call, HandlersOf } from "../../handler.js";
import type { Plain } from "../../json/plain.js";
import { problem } from "../../problem/platform-error.js";
import { listResource } from "../../resource/list.js";
import type { Resource } from "../../resource/resource.js";
import { kind, type StoredRecord } from "../../store/store.js";
import { compilePayloadSchema } from "./payload-schema.js";
import { requireTopic, topic, topics, type TopicData } from "./topic-resource.js";

type TopicSchema = Plain<contract.TopicSchema>;

/** One version of the schema of a topic. The id is its number, the parent the topic. */
interface TopicSchemaData {
  readonly schema: JsonSchema;
  readonly note: string;
}

/** The versions of topics' schemas. */
export const topicSchemas = kind<TopicSchemaData>("topic-schema");

const topicSchema: Resource<TopicSchemaData, TopicSchema> = {
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
export const topicSchemaHandlers: HandlersOf<"topics.schemas"> = {
  "topics.schemas.list": list,
  "topics.schemas.create": create,
  "topics.schemas.get": get,
};

async function list(call: Call<"topics.schemas.list">): Promise<Answer<"topics.schemas.list">> {
  const record = await requireTopic(call);
  return listResource(call, topicSchema, { parent: record.id, subject: async () => topic.present(record) });
}

async function create(call: Call<"topics.schemas.create">): Promise<Answer<"topics.schemas.create">> {
  const { schema, note = "" } = call.body.value;
  const { id: parent, data } = await requireTopic(call);
  compilePayloadSchema(schema);
  const number = (data.schemaVersion ?? 0) + 1;
  const record = await call.records.insert(topicSchemas, { id: String(number), parent, data: { schema, note } });
  const changed = await call.records.update(topics, parent, { data: { ...data, schemaVersion: number } });
  return {
    status: 201,
    body: show(call, record, changed),
    headers: { location: call.contract.link("topics.schemas.get", { topic: parent, schema: String(number) }) },
  };
}

async function get(call: Call<"topics.schemas.get">): Promise<Answer<"topics.schemas.get">> {
  const parent = await requireTopic(call);
  const { schema } = call.path;
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

function show(call: Call, record: StoredRecord<TopicSchemaData>, parent: StoredRecord<TopicData>): TopicSchema {
  return call.access.show(topicSchema.present(record), topic.present(parent));
}
