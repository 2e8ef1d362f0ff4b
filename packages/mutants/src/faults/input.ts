import type { Json } from "@parlance/contract";
import { editBody, isObject, jsonOf, refuse } from "../edits.ts";
import type { Defect, Fault, Hooks } from "../fault.ts";

/** Faults of what is taken and what is refused. */
export const inputFaults: readonly Fault[] = [
  lax("min-length", "A name may be empty", "clients", { pointer: "/name", code: "minimum" }),
  lax("max-length", "A name may be of any length", "clients", { pointer: "/name", code: "maximum" }),
  lax("pattern", "A name may have any letters", "topics", { pointer: "/name", code: "pattern" }),
  lax("enum", "A choice may be none of those that there are", "topics", { pointer: "/validation", code: "enum" }),
  lax("minimum", "A number may be below the least", "topics", { pointer: "/retentionSeconds", code: "minimum" }),
  lax("maximum", "A number may be above the most", "topics", { pointer: "/retentionSeconds", code: "maximum" }),
  lax("type", "A text may be anything", "topics", { pointer: "/description", code: "type" }),
  lax("boolean-type", "A switch may be anything", "webhooks", { pointer: "/enabled", code: "type" }),
  lax("required", "A member that must be there may be missing", "applications", { pointer: "/name", code: "required" }),
  lax("min-items", "A list may be empty", "webhooks", { pointer: "/events", code: "minimum" }),
  lax("unique-items", "A list may name the same twice", "webhooks", { pointer: "/events", code: "unique" }),
  lax("format", "A mail address may be any text", "subscribers", { pointer: "/email", code: "format" }),
  lax("deep-length", "The value of a label may be of any length", "clients", { inside: "/labels/", code: "maximum" }),
  lax("deep-type", "The value of a label may be anything", "clients", { inside: "/labels/", code: "type" }),
  lax("empty-patch", "A change may change nothing", "clients", { pointer: "", code: "minimum" }),
  {
    ...fault("unknown-members", "Members that there are not are taken", "clients"),
    apply: () => ({ overlook: ({ code, parameter }) => code === "unknown" && parameter === undefined }),
  },
  lax("limit-maximum", "A page may be asked for with any length", "clients", { parameter: "limit", code: "maximum" }),
  lax("limit-minimum", "A page may be asked for with no length", "clients", { parameter: "limit", code: "minimum" }),
  lax("limit-type", "The length of a page may be no number", "topics", { parameter: "limit", code: "type" }),
  lax("order-enum", "The order of a list may be any word", "clients", { parameter: "order", code: "enum" }),
  strict("boundary-maximum", "The greatest number is refused", "topics", (value) =>
    isObject(value) && value["retentionSeconds"] === 31_536_000
      ? { pointer: "/retentionSeconds", code: "maximum" }
      : undefined,
  ),
  strict("boundary-minimum", "Zero is refused where it is the least", "topics", (value) =>
    isObject(value) && value["retentionSeconds"] === 0 ? { pointer: "/retentionSeconds", code: "minimum" } : undefined,
  ),
  strict("boundary-length", "The longest name is refused", "clients", (value) =>
    isObject(value) && String(value["name"]).length === 200 ? { pointer: "/name", code: "maximum" } : undefined,
  ),
  strict("boundary-limit", "The longest page is refused", "clients", (value, parameter) =>
    parameter === "limit" && value === 100 ? { parameter, code: "maximum" } : undefined,
  ),
  {
    ...fault("refuses-all", "Everything that could be created is refused", "clients"),
    apply: () => ({
      answer: (answer) => {
        if (answer.operation === "clients.create" && answer.status === 201) refuse(answer, 400, "bad_request");
      },
    }),
  },
  {
    ...fault("fails-on-type", "The server fails where it should refuse a wrong type", "topics"),
    apply: () => ({ overlook: failOn(({ code }) => code === "type") }),
  },
  {
    ...fault("fails-on-control-letters", "The server fails on letters that are none", "clients"),
    apply: () => ({
      invent: (value) => {
        // eslint-disable-next-line no-control-regex -- these are the letters meant
        if (/[\u0000-\u001f\u007f]/u.test(textsOf(value))) throw new Error("invalid byte sequence for encoding");
        return undefined;
      },
    }),
  },
  {
    ...fault("malformed-json", "A body that is no JSON counts as an empty object", "clients"),
    apply: () => ({
      admitted: (request) => {
        if (request.body.byteLength > 0 && jsonOf(request.body) === undefined) request.body = Buffer.from("{}");
      },
    }),
  },
  {
    ...fault("malformed-fails", "A body that is no JSON makes the server fail", "topics"),
    apply: () => ({
      answer: (answer) =>
        editBody(answer, ({ code }) => {
          if (code === "invalid_json") answer.status = 500;
        }),
    }),
  },
  { ...fault("any-media-type", "A body of any media type is taken", "clients"), apply: anyMediaType },
  {
    ...fault("any-method", "A method that a path does not have is answered with success", "topics"),
    apply: () => ({
      answer: (answer) => {
        if (answer.status === 405) answer.status = 200;
      },
    }),
  },
  {
    ...fault("no-allow", "405 does not say which methods there are", "clients"),
    apply: () => ({ answer: ({ headers }) => void headers.delete("allow") }),
  },
  {
    ...fault("too-large-fails", "A body that is too large makes the server fail", "clients"),
    apply: () => ({
      answer: (answer) => {
        if (answer.status === 413) refuse(answer, 500, "internal_error");
      },
    }),
  },
];

function fault(name: string, title: string, resource: string): Omit<Fault, "apply"> {
  return { id: `input-${name}`, area: "input", title, only: [`${resource}.*`] };
}

/** A fault of overlooking a defect; `inside` is what its pointer begins with. */
function lax(name: string, title: string, resource: string, which: Defect & { readonly inside?: string }): Fault {
  const overlook = ({ pointer, parameter, code }: Defect): boolean =>
    code === which.code &&
    parameter === which.parameter &&
    (which.inside === undefined ? pointer === which.pointer : pointer?.startsWith(which.inside) === true);
  return { ...fault(name, title, resource), apply: () => ({ overlook }) };
}

/** A fault of finding a defect where there is none. */
function strict(name: string, title: string, resource: string, invent: NonNullable<Hooks["invent"]>): Fault {
  return { ...fault(name, title, resource), apply: () => ({ invent }) };
}

function failOn(which: (defect: Defect) => boolean): (defect: Defect) => boolean {
  return (defect) => {
    if (which(defect)) throw new TypeError("Cannot read properties of undefined");
    return false;
  };
}

/** Looks at no media type: what is no JSON counts as an empty object. */
function anyMediaType(): Hooks {
  return {
    request: ({ headers }) => {
      const type = headers["content-type"];
      if (typeof type === "string" && !type.includes("json")) headers["content-type"] = "application/json";
    },
    admitted: (request) => {
      if (request.body.byteLength > 0 && jsonOf(request.body) === undefined) request.body = Buffer.from("{}");
    },
  };
}

/** All texts of a value, one after another. */
function textsOf(value: Json | undefined): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(textsOf).join("");
  return isObject(value) ? Object.values(value).map(textsOf).join("") : "";
}
