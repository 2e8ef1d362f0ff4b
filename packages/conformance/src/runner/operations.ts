import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { specs } from "../scenario/load-scenarios.js";

/** Where an operation is. */
export interface Route {
  readonly method: string;
  /** With `{parameters}`. */
  readonly path: string;
}

type Tree = Readonly<Record<string, unknown>>;

/** The operations of `specs/openapi.yaml` by id. */
export const operations: ReadonlyMap<string, Route> = new Map(
  Object.entries(read("openapi.yaml")["paths"] as Tree).flatMap(([path, item]) => {
    const [file = "", pointer = ""] = String((item as Tree)["$ref"]).split("#/");
    const methods = read(file)[pointer] as Tree;
    return Object.entries(methods).flatMap(([method, operation]) => {
      const id = isTree(operation) ? operation["operationId"] : undefined;
      return typeof id === "string" ? [[id, { method: method.toUpperCase(), path }] as const] : [];
    });
  }),
);

/** The paths of the socket and of the event stream, as `specs/asyncapi.yaml` has them. */
export const addresses = { socket: address("socket"), events: address("events") };

function address(channel: string): string {
  return String(((read("asyncapi.yaml")["channels"] as Tree)[channel] as Tree)["address"]);
}

function read(file: string): Tree {
  return parse(readFileSync(join(specs, file), "utf8")) as Tree;
}

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
