import { type Call, Refusal, send, shownNote } from "./notes-call.js";

/** Answers with a page of a tenant's notes, the newest first. */
export function listNotes(call: Call, tenant: string, query: URLSearchParams): void {
  const { store, has } = call;
  const [limit, kind, cursor] = [query.get("limit") ?? "10", query.get("kind"), query.get("cursor")];
  if (!has("query not checked")) {
    if (!/^\d+$/u.test(limit) || Number(limit) < 1 || Number(limit) > 100) throw new Refusal(400, "invalid");
    if (kind !== null && kind !== "draft" && kind !== "final") throw new Refusal(400, "invalid");
  }
  const order = query.get("order") ?? "desc";
  if (order !== "asc" && order !== "desc" && !has("query not checked")) throw new Refusal(400, "invalid");
  const all = [...store.notes.values()];
  if (order !== "asc" || has("order ignored")) all.reverse();
  const items = all
    .filter((note) => note.tenant === tenant || has("all tenants listed"))
    .filter(
      (note) =>
        (!note.deleted || has("deleted still listed")) &&
        (kind === null || note.kind === kind || has("kind not selected")),
    )
    .filter(({ title }) => !has("created not listed") || title.length % 2 === 0)
    .flatMap((note) => (has("created listed twice") ? [note, note] : [note]));
  if (has("large pages in another order") && limit === "100") items.reverse();
  const start = cursor === null ? 0 : startOf(cursor, items, has);
  const end = start + Number(limit) + (has("limit exceeded") ? 1 : 0);
  const next = items.length > end ? cursorOf(has("pages in a circle") ? 0 : end, items, has) : null;
  const shown = items
    .slice(start, end)
    .map((note) => ({ ...shownNote(note, has), ...(has("labels listed otherwise") && { labels: ["listed"] }) }));
  send(call, 200, { items: shown, next });
}

type Items = readonly { readonly id: string }[];

/** Where the page begins: after the note that the cursor names. */
function startOf(cursor: string, items: Items, has: Call["has"]): number {
  const text = Buffer.from(cursor, "base64url").toString();
  const [, after, offset] = /^after:(n_[0-9a-f]{12})@(\d+)$/u.exec(text) ?? [];
  if (after === undefined) {
    if (has("unknown cursor ignored")) return 0;
    throw new Refusal(400, "cursor_unknown");
  }
  if (has("cursor is an offset")) return Number(offset);
  const start = items.findIndex(({ id }) => id === after) + 1;
  return Math.max(0, start + (has("pages overlap") ? -1 : has("pages skip") ? 1 : 0));
}

function cursorOf(end: number, items: Items, has: Call["has"]): string {
  const last = items[has("pages in a circle") ? 0 : end - 1]?.id ?? "";
  return Buffer.from(`after:${last}@${end}`).toString("base64url");
}
