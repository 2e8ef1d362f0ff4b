import type { FastifyRequest } from "fastify";
import { parseMediaType } from "../../http/media-type.js";
import { problem } from "../../problem/platform-error.js";

/** The body of a call in one of these media types. Throws `unsupported_media_type`. */
export function requireBody(request: FastifyRequest, mediaTypes: readonly string[]): Uint8Array {
  const { "content-type": type = "", "content-encoding": encoding = "identity" } = request.headers;
  const media = parseMediaType(type);
  const charset = media?.charset ?? "utf-8";
  if (media === undefined || !mediaTypes.includes(media.type) || charset !== "utf-8" || encoding !== "identity")
    throw problem("unsupported_media_type", `Send ${mediaTypes.join(" or ")} as UTF-8, not packed.`);
  return request.body instanceof Uint8Array ? request.body : new Uint8Array();
}
