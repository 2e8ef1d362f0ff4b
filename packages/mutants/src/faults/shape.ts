import { editBody, editItems } from "../edits.ts";
import type { Fault, Outgoing } from "../fault.ts";

/** Faults of what an answer looks like. */
export const shapeFaults: readonly Fault[] = [
  success("created-as-accepted", "Creating is answered with 202, which is not declared", "clients.create", (answer) => {
    answer.status = 202;
  }),
  success("deleted-with-200", "Deleting is answered with 200, which is not declared", "clients.delete", (answer) => {
    answer.status = 200;
  }),
  success("read-with-206", "Reading is answered with 206, which is not declared", "topics.get", (answer) => {
    answer.status = 206;
  }),
  success("change-fails", "Every change makes the server fail", "clients.update", (answer) => {
    answer.status = 500;
  }),
  success("html", "A resource is called HTML", "clients.get", ({ headers }) => {
    headers.set("content-type", "text/html");
  }),
  success("no-media-type", "A list comes without Content-Type", "webhooks.list", ({ headers }) => {
    headers.delete("content-type");
  }),
  success("no-body", "A resource comes without its body", "topics.get", (answer) => {
    answer.body = Buffer.alloc(0);
  }),
  success("cut-json", "The JSON of a list is cut off at its end", "applications.list", (answer) => {
    answer.body = answer.body.subarray(0, -1);
  }),
  success("not-utf8", "The text of a name is not in UTF-8", "webhooks.get", (answer) => {
    answer.body = Buffer.concat([
      Buffer.from('{"name":"'),
      Buffer.from([0xe9]),
      Buffer.from('",'),
      answer.body.subarray(1),
    ]);
  }),
  success("member-missing", "A member that must be there is missing", "clients.get", (answer) =>
    editBody(answer, (body) => delete body["createdAt"]),
  ),
  success("member-type", "A count is a text", "topics.list", (answer) =>
    editItems(answer, (items) => items.forEach((item) => (item["eventCount"] = "0"))),
  ),
  success("unknown-value", "A status is none of those that there are", "clients.get", (answer) =>
    editBody(answer, (body) => (body["status"] = "asleep")),
  ),
  success("time-format", "A time is no time", "topics.get", (answer) =>
    editBody(answer, (body) => (body["updatedAt"] = "yesterday")),
  ),
  success("time-in-seconds", "A time is a number", "clients.create", (answer) =>
    editBody(answer, (body) => (body["createdAt"] = 1_795_253_400)),
  ),
  success("null-labels", "Labels are null in a list where they cannot be", "clients.list", (answer) =>
    editItems(answer, (items) => items.forEach((item) => (item["labels"] = null))),
  ),
  success("deep-type", "A list inside a listed resource is a text", "webhooks.list", (answer) =>
    editItems(answer, (items) => items.forEach((item) => (item["events"] = "all"))),
  ),
  success("id-pattern", "An id has another form than declared", "applications.create", (answer) =>
    editBody(answer, (body) => (body["id"] = `application-${String(body["id"]).slice(4)}`)),
  ),
  success("page-without-cursor", "A page says nothing of the next one", "topics.list", (answer) =>
    editBody(answer, (body) => delete body["nextCursor"]),
  ),
  success("negative-count", "A count is below zero", "topics.get", (answer) =>
    editBody(answer, (body) => (body["eventCount"] = -1)),
  ),
  success("no-location", "What was created is not named by Location", "clients.create", ({ headers }) => {
    headers.delete("location");
  }),
  success("no-etag", "A resource comes without ETag", "topics.get", ({ headers }) => {
    headers.delete("etag");
  }),
  success("etag-unquoted", "ETag is not in quotes", "clients.get", ({ headers }) => {
    headers.set("etag", (headers.get("etag") ?? "").replaceAll('"', ""));
  }),
  success("rate-header", "A rate header is no number", "clients.list", ({ headers }) => {
    headers.set("ratelimit-remaining", "plenty");
  }),
  success("no-request-id", "An answer has no Request-Id", "webhooks.list", ({ headers }) => {
    headers.delete("request-id");
  }),
  failure("problem-media-type", "Problems are called plain JSON", ({ headers }) => {
    headers.set("content-type", "application/json");
  }),
  failure("problem-status", "Problems tell another status than the one they come with", (answer) =>
    editBody(answer, (body) => (body["status"] = 418)),
  ),
  failure("problem-code", "Problems have no code", (answer) => editBody(answer, (body) => delete body["code"])),
  failure("problem-html", "Problems are pages of HTML", (answer) => {
    answer.headers.set("content-type", "text/html");
    answer.body = Buffer.from("<h1>Error</h1>");
  }),
  failure("stack-shown", "Problems show where in the server they were made", (answer) =>
    editBody(answer, (body) => {
      body["detail"] = "Error: no such row\n    at Store.get (/srv/platform/store.js:42:13)";
    }),
  ),
];

/** A fault of every success of one operation. */
function success(name: string, title: string, operation: string, change: (answer: Outgoing) => void): Fault {
  const answer = (outgoing: Outgoing): void => {
    if (outgoing.operation === operation && outgoing.status < 300) change(outgoing);
  };
  return {
    id: `shape-${name}`,
    area: "shape",
    title,
    only: [operation.replace(/\.\w+$/u, ".*")],
    apply: () => ({ answer }),
  };
}

/** A fault of every refusal. */
function failure(name: string, title: string, change: (answer: Outgoing) => void): Fault {
  const answer = (outgoing: Outgoing): void => {
    if (outgoing.status >= 400) change(outgoing);
  };
  return { id: `shape-${name}`, area: "shape", title, only: ["clients.*"], apply: () => ({ answer }) };
}
