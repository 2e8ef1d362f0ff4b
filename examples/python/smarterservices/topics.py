"""A backend emits what happened in its database; the log of the topic answers who asks later."""

from parlance_sdk import Parlance, UnprocessableError
from parlance_sdk.types import (
    DomainEventCreate,
    EventMetadataCreate,
    Filter,
    JsonObject,
    TopicCreate,
    TopicSchemaCreate,
)

from support.expect import expect, expect_refusal

TOPIC = "session.status"

with Parlance() as parlance:
    parlance.topics.create(body=TopicCreate(name=TOPIC, source="database", validation="reject"))
    schema: JsonObject = {
        "type": "object",
        "properties": {"id": {"type": "string"}, "campusId": {"type": "integer"}},
        "required": ["id", "campusId"],
    }
    version = parlance.topics.schemas.create(TOPIC, body=TopicSchemaCreate(schema_=schema))
    print(f"Made the topic {TOPIC} with version {version.number} of its schema")

    for operation in ("insert", "update", "delete"):
        event = parlance.topics.publish(
            TOPIC,
            body=DomainEventCreate(
                type=f"session.{operation}",
                payload={"id": "session-1", "campusId": 7 if operation == "delete" else 12},
                metadata=EventMetadataCreate(table="sessions", operation=operation),
            ),
        )
        print(f"{event.type} at offset {event.offset}")

    with expect_refusal(UnprocessableError) as refusal:
        parlance.topics.publish(TOPIC, body=DomainEventCreate(type="session.update", payload={"id": 1}))
    print(f"A payload that does not fit the schema: {refusal.error.code}")

    nearby = Filter.model_validate({"payload.campusId": 12})
    events = list(parlance.topics.events.list(TOPIC, filter=nearby, order="asc", limit=1))
    expect([event.metadata.table for event in events], ["sessions", "sessions"])
    expect([event.type for event in events], ["session.insert", "session.update"])
    print(f"Of campus 12, oldest first: {', '.join(event.type for event in events)}")
