import { randomBytes } from "node:crypto";
import { checkedBody } from "./notes-body.js";
import { type Call, type Note, Refusal, send, shownNote } from "./notes-call.js";

/** Creates a note, or answers as the first call with that key. */
export function createNote(call: Call, tenant: string, body: string): void {
  const { request, store, has } = call;
  if (has("every creation refused")) throw new Refusal(400, "invalid");
  const key = request.headers["idempotency-key"];
  const before = has("key ignored") ? undefined : store.calls.get(`${tenant} ${String(key)}`);
  if (key !== undefined && before !== undefined) return replay(call, before, body);
  const note = newNote(call, tenant, body);
  if (has("same again in its place")) replace(call, note);
  if (!has("creation not stored")) store.notes.set(note.id, note);
  if (has("creation stored twice")) store.notes.set(`${note.id}2`, { ...note, id: newId() });
  if (has("allowed creation refused but stored") && (note.labels?.length ?? 0) > 0) throw new Refusal(422, "refused");
  if (key !== undefined) store.calls.set(`${tenant} ${String(key)}`, { body, note });
  created(call, note, {});
}

/** Takes away what has the title of a new note. */
function replace({ store }: Call, { title, tenant }: Note): void {
  for (const [id, note] of store.notes)
    if (note.title === title && note.tenant === tenant) store.notes.set(id, { ...note, deleted: true });
}

function newId(): string {
  return `n_${randomBytes(6).toString("hex")}`;
}

function replay(call: Call, before: { readonly body: string; readonly note: Note }, body: string): void {
  if (before.body !== body && !call.has("key of another call taken")) throw new Refusal(422, "idempotency_mismatch");
  created(call, before.note, call.has("replay not told") ? {} : { "Idempotency-Replayed": "true" });
}

function created(call: Call, note: Note, headers: Readonly<Record<string, string>>): void {
  const status = call.has("undeclared status") ? 202 : 201;
  send(call, status, shownNote(note, call.has), { Location: `/notes/${note.id}`, ...headers });
}

function newNote(call: Call, tenant: string, body: string): Note {
  const { store, has } = call;
  const id = newId();
  const own = { id, tenant, version: 1, deleted: false, createdAt: new Date().toISOString() };
  try {
    const { title, kind = "draft", ...rest } = checkedBody(call, body, ["title", "kind", "stars", "labels"]);
    if (title === undefined && !has("no validation")) throw new Refusal(400, "invalid");
    if (has("stars not stored")) delete (rest as Record<string, unknown>)["stars"];
    const kept = has("title cut off") ? String(title).slice(0, 6) : title;
    return { ...rest, title: kept, kind, ...own } as unknown as Note;
  } catch (error) {
    if (has("refused creation stored")) store.notes.set(id, { kind: "draft", ...JSON.parse(body), ...own } as Note);
    throw error;
  }
}

/** Changes a note. */
export function updateNote(call: Call, note: Note, body: string): void {
  const { store, has } = call;
  if (has("server error")) throw new Refusal(500, "unexpected");
  const change = checkedBody(call, body, ["title", "stars"]);
  if (Object.keys(change).length === 0 && !has("empty change taken") && !has("no validation"))
    throw new Refusal(400, "invalid");
  const lost = has("change takes stars away") ? { stars: null } : {};
  const changed = { ...note, ...lost, ...change, version: note.version + (has("version stays") ? 0 : 1) };
  if (!has("change not stored")) store.notes.set(note.id, changed);
  send(call, 200, shownNote(changed, has));
}
