import { follow, isObject, items, members, readSpec, type JsonObject, type Placed } from "./documents.js";

/** One operation of the REST half. */
export interface Operation {
  id: string;
  method: string;
  path: string;
  file: string;
  definition: JsonObject;
  /** Its own parameters and those of its path, references followed. */
  parameters: JsonObject[];
  /** The names of its responses in `common.yaml`, by status; inline ones are absent. */
  shared: Map<string, string>;
  /** Its responses, references followed. */
  responses: Map<string, Placed>;
}

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

function readOperation(path: string, item: Placed, method: string): Operation {
  const pathItem = item.value as JsonObject;
  const definition = pathItem[method] as JsonObject;
  const parameters = [...items(pathItem.parameters), ...items(definition.parameters)].map(
    (value) => follow({ value, file: item.file }).value as JsonObject,
  );
  const shared = new Map<string, string>();
  const responses = new Map<string, Placed>();
  for (const [status, value] of members(definition.responses)) {
    const reference = isObject(value) ? value.$ref : undefined;
    if (typeof reference === "string") shared.set(status, reference.split("/").at(-1) ?? "");
    responses.set(status, follow({ value, file: item.file }));
  }
  return {
    id: String(definition.operationId),
    method,
    path,
    file: item.file,
    definition,
    parameters,
    shared,
    responses,
  };
}

function read(section: "paths" | "webhooks"): Operation[] {
  return members(readSpec("openapi.yaml")[section]).flatMap(([path, value]) => {
    const item = follow({ value, file: "openapi.yaml" });
    return methods
      .filter((method) => isObject(item.value) && method in item.value)
      .map((method) => readOperation(path, item, method));
  });
}

/** The operations of the REST half. */
export const operations: Operation[] = read("paths");

/** What the platform sends to webhook endpoints. */
export const webhooks: Operation[] = read("webhooks");
