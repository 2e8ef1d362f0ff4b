import { type Call, Refusal } from "./notes-call.js";

/** Longer bodies are refused. */
const mostLetters = 1_000_000;

/** The members of a body that is what the contract allows. */
export function checkedBody(
  { request, has }: Call,
  body: string,
  known: readonly string[],
): Readonly<Record<string, unknown>> {
  if (body.length > mostLetters) throw new Refusal(has("large body fails") ? 500 : 413, "too_large");
  // eslint-disable-next-line no-control-regex -- these are the letters meant
  if (has("control letters fail") && /\\u00(?:[01][0-9a-f]|7f)/u.test(body)) throw new Refusal(500, "unexpected");
  const [mediaType] = (request.headers["content-type"] ?? "").split(";");
  if (body === "" && !has("no validation")) throw new Refusal(400, "invalid");
  if (mediaType !== "application/json" && body !== "") {
    if (has("any media type taken")) return { title: "text", stars: 1 };
    throw new Refusal(415, "unsupported_media_type");
  }
  const value = parsed(body, has);
  if (has("no validation")) return typeof value === "object" ? { title: "text", ...value } : { title: "text" };
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Refusal(400, "invalid");
  const members = value as Readonly<Record<string, unknown>>;
  const wrong = Object.entries(members).some(([name, member]) =>
    known.includes(name)
      ? !fits(name, member, { nullable: request.method === "PATCH", has })
      : !has("unknown members taken"),
  );
  if (wrong) throw new Refusal(400, "invalid");
  return members;
}

function parsed(body: string, has: Call["has"]): unknown {
  try {
    return JSON.parse(body);
  } catch {
    if (has("malformed body taken") || has("no validation")) return { title: "text" };
    throw new Refusal(400, "invalid");
  }
}

function fits(name: string, value: unknown, { nullable, has }: { nullable: boolean; has: Call["has"] }): boolean {
  switch (name) {
    case "title": {
      const most = has("no maxLength") ? Infinity : has("longest title refused") ? 39 : 40;
      return typeof value === "string" && value.length >= 1 && value.length <= most;
    }
    case "kind":
      return value === "draft" || value === "final" || (typeof value === "string" && has("unknown enum value taken"));
    case "stars": {
      if (value === null) return nullable;
      const most = has("no maximum") ? Infinity : has("most stars refused") ? 4 : 5;
      return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most;
    }
    default: {
      if (!Array.isArray(value) || value.length > 3) return false;
      const pattern = has("no pattern") ? /^/u : /^[a-z]+$/u;
      const unique = new Set(value).size === value.length || has("duplicates taken");
      return unique && value.every((each) => typeof each === "string" && pattern.test(each));
    }
  }
}
