import type { Json, JsonObject } from "@parlance/contract";
import { joined, part, type Part, snakeCase } from "@parlance/generator";
import { literal, scalar } from "../code/literal.js";
import { runtimeValue } from "../code/runtime.js";

/** An operation's descriptor as a call of the runtime's class, one argument a line. */
export function operationText(descriptor: JsonObject): Part {
  const lines = Object.entries(descriptor).map(
    ([key, value]) => part`    ${snakeCase(key)}=${memberOf(key, value)},\n`,
  );
  return part`${runtimeValue("Operation")}(\n${lines})`;
}

function memberOf(key: string, value: Json): Part {
  switch (key) {
    case "parameters":
      return tuple(
        objects(value).map(({ key: own, in: place, ...rest }) =>
          call("Parameter", [text(own), text(place), ...named(rest)]),
        ),
      );
    case "bodies":
      return tuple(objects(value).map(body));
    case "headers":
      return tuple(
        objects(value).map(({ key: own, name, type }) =>
          call("Header", [text(name ?? own), ...(type === undefined ? [] : [text(type)])]),
        ),
      );
    case "pagination": {
      const { style, ...rest } = object(value);
      return call(paginations[String(style)] ?? "CursorPagination", named(rest));
    }
    default:
      return literal(value);
  }
}

const paginations: Readonly<Record<string, string>> = {
  cursor: "CursorPagination",
  page: "PagePagination",
  offset: "OffsetPagination",
  link: "LinkPagination",
};

function body({ mediaType, form, encodings }: JsonObject): Part {
  const entries = Object.entries(object(encodings ?? {})).map(
    ([property, encoding]) => part`${scalar(property)}: ${call("Encoding", named(object(encoding)))}`,
  );
  const given = entries.length === 0 ? [] : [part`encodings={${joined(entries, ", ")}}`];
  return call("Body", [text(mediaType), text(form), ...given]);
}

/** A call of a class of the runtime. */
export function call(name: string, args: readonly Part[], from?: string): Part {
  return part`${runtimeValue(name, from)}(${joined(args, ", ")})`;
}

/** One member a line, which leaves the width to the members. */
function tuple(members: readonly Part[]): Part {
  return part`(\n${members.map((each) => part`        ${each},\n`)}    )`;
}

function named(members: JsonObject): readonly string[] {
  return Object.entries(members).map(([key, value]) => `${snakeCase(key)}=${literal(value)}`);
}

function text(value: Json | undefined): string {
  return scalar(String(value));
}

function objects(value: Json): readonly JsonObject[] {
  return Array.isArray(value) ? value.map(object) : [];
}

/** The members of an object; none if it is something else. */
export function object(value: Json): JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}
