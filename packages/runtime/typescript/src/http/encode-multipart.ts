import type { BodyDescriptor } from "../descriptor.js";
import { isAbsent, textOf } from "./write-parameter.js";
import { writeJson } from "./json.js";

/**
 * A multipart body (RFC 7578; OpenAPI 3.1 section 4.8.15).
 *
 * Lists become one part per item, files keep their names, plain objects are JSON parts, and an encoding's `contentType`
 * is given to its part.
 */
export function encodeMultipart(descriptor: BodyDescriptor, body: unknown): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(Object(body))) {
    const contentType = descriptor.encodings?.[name]?.contentType;
    for (const item of Array.isArray(value) ? value : [value]) {
      if (!isAbsent(item)) appendPart(form, { name, item, contentType });
    }
  }
  return form;
}

function appendPart(
  form: FormData,
  part: { readonly name: string; readonly item: unknown; readonly contentType: string | undefined },
): void {
  const { name, item, contentType } = part;
  const type = contentType?.split(/[,*]/)[0];
  if (item instanceof Blob) {
    form.append(
      name,
      type && !item.type ? item.slice(0, item.size, type) : item,
      "name" in item ? String(item.name) : name,
    );
  } else if (isBytes(item)) {
    form.append(name, new Blob([item], { type: type || "application/octet-stream" }), name);
  } else if (type || (typeof item === "object" && !(item instanceof Date))) {
    const text = type && !type.includes("json") ? textOf(item) : writeJson(item);
    form.append(name, new Blob([text], { type: type || "application/json" }), name);
  } else {
    form.append(name, textOf(item));
  }
}

function isBytes(value: unknown): value is ArrayBuffer | Uint8Array<ArrayBuffer> {
  return value instanceof ArrayBuffer || ArrayBuffer.isView(value);
}
