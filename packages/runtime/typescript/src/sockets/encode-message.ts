import type { SocketDescriptor, SocketMessage } from "@parlance/protocol/socket";

/** A message as it travels: JSON, text or bytes, as the document says by its content type. */
export function encodeMessage(
  { name, payload }: SocketMessage,
  { sends }: SocketDescriptor,
): string | Uint8Array<ArrayBuffer> {
  const codec = sends[name]?.codec;
  if (codec === "text") return String(payload);
  return codec === "bytes" ? (payload as Uint8Array<ArrayBuffer>) : JSON.stringify(payload);
}
