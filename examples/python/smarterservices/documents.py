"""A document's life: create, replace, merge, mutate, who was first, differences, expiry, soft delete and restore."""

from datetime import datetime, timedelta, timezone

from parlance_sdk import ConflictError, NotFoundError, Parlance, PreconditionFailedError
from parlance_sdk.types import (
    DocumentCreate,
    DocumentMerge,
    DocumentMutate,
    DocumentReplace,
    JsonObject,
    NumberMutation,
    ValueMutation,
)

from support.expect import expect, expect_refusal

EXAMS = "exams"

with Parlance() as parlance:
    documents = parlance.documents
    unnamed = documents.create(EXAMS, body=DocumentCreate(data={"title": "Scratch"}))
    algebra: JsonObject = {"title": "Algebra", "seats": 20, "room": {"building": "A", "floor": 1}}
    exam = documents.create(EXAMS, body=DocumentCreate(id="exam-1", data=algebra))
    print(f"Made {exam.id} of our own naming and {unnamed.id} of the platform's")

    with expect_refusal(ConflictError) as conflict:
        documents.create(EXAMS, body=DocumentCreate(id="exam-1", data={}))
    print(f"The same id again: {conflict.error.code}")

    # A write names the revision it is based on, so nobody overwrites what they have not seen.
    first = documents.with_response.get(EXAMS, exam.id)
    seen = first.headers.e_tag or "*"
    more_seats = DocumentReplace(data={**(first.data.data or {}), "seats": 25})
    replaced = documents.replace(EXAMS, exam.id, if_match=seen, body=more_seats)
    expect(replaced.revision, 2)
    with expect_refusal(PreconditionFailedError) as stale:
        documents.replace(EXAMS, exam.id, if_match=seen, body=DocumentReplace(data={"seats": 0}))
    print(f"A replace of a stale revision: {stale.error.code}")

    third_floor = DocumentMerge(data={"room": {"floor": 3}})
    merged = documents.merge(EXAMS, exam.id, if_match=f'"{replaced.revision}"', return_mode="both", body=third_floor)
    expect((merged.data or {}).get("room"), {"building": "A", "floor": 3})
    print(f"A deep merge changed {', '.join(f'{step.op} {step.path}' for step in merged.diff or [])}")

    # Steps that depend on no revision may say so: `*`.
    steps = DocumentMutate(
        mutations=[
            ValueMutation(op="set", path="/title", value="Linear algebra"),
            NumberMutation(op="increment", path="/seats", value=5),
        ]
    )
    mutated = documents.mutate(EXAMS, exam.id, if_match="*", return_mode="diff", body=steps)
    differences = [(step.path, step.value) for step in mutated.diff or []]
    expect(differences, [("/title", "Linear algebra"), ("/seats", 30)])
    print(f"Two mutations in one write: revision {mutated.revision}")

    in_an_hour = datetime.now(timezone.utc).replace(microsecond=0) + timedelta(hours=1)
    expiring = documents.merge(EXAMS, exam.id, if_match="*", body=DocumentMerge(expires_at=in_an_hour))
    expect(expiring.expires_at, in_an_hour)

    deleted = documents.delete(EXAMS, exam.id, if_match="*")
    with expect_refusal(NotFoundError):
        documents.get(EXAMS, exam.id)
    expect(documents.get(EXAMS, exam.id, deleted=True).deleted_at, deleted.deleted_at)
    restored = documents.restore(EXAMS, exam.id, if_match=f'"{deleted.revision}"')
    expect(restored.deleted_at, None)
    print("Deleted, still to be had when asked for, and restored")

    revisions = sorted(change.revision for change in documents.changes.list(EXAMS, exam.id, limit=3))
    expect(revisions, [1, 2, 3, 4, 5, 6, 7])
    print(f"Its changes without a hole: {', '.join(map(str, revisions))}")
