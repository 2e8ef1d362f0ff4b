import type { BodyDescriptor } from "../descriptor.js";
import { isAbsent, textOf } from "./write-parameter.js";

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

function appendPart(form: FormData, part: { readonly name: string; readonly item: unknown; readonly contentType: string | undefined }): void {
  const { name, item, contentType } = part;
  const type = contentType?.split(/[,*]/)[0]?.trim();
  if (item instanceof Blob) {
    const typed = item.type === "" && type ? item.slice(0, item.size, type) : item;
    form.append(name, typed, "name" in item ? String(item.name) : name);
  } else if (item instanceof ArrayBuffer || isBytes(item)) {
    form.append(name, new Blob([item], { type: type || "application/octet-stream" }), name);
  } else if (type || (typeof item === "object" && !(item instanceof Date))) {
    const json = !type || type.includes("json");
    form.append(name, new Blob([json ? JSON.stringify(item) : textOf(item)], { type: type || "application/json" }), name);
  } else {
    form.append(name, textOf(item));
  }
}

function isBytes(value: unknown): value is Uint8Array<ArrayBuffer> {
  return ArrayBuffer.isView(value);
}
