/** The head of an HTTP message: its lines, and what came behind it. */
export interface HttpHead {
  readonly lines: readonly string[];
  readonly rest: Buffer;
}

const end = "\r\n\r\n";
const maxBytes = 64 * 1024;

/** The head that these bytes begin with; undefined while it is incomplete. Throws beyond 64 KiB. */
export function readHead(bytes: Buffer): HttpHead | undefined {
  const at = bytes.indexOf(end);
  if (at >= 0)
    return { lines: bytes.subarray(0, at).toString("latin1").split("\r\n"), rest: bytes.subarray(at + end.length) };
  if (bytes.length > maxBytes) throw new Error(`The head of an HTTP message is longer than ${maxBytes} bytes.`);
  return undefined;
}

/** Whether a head asks for, or agrees to, a WebSocket. */
export function isUpgrade({ lines }: HttpHead): boolean {
  return lines.some((line) => /^upgrade:\s*websocket\s*$/i.test(line));
}

/** The head as bytes, without the headers whose name matches. */
export function writeHead({ lines }: HttpHead, without: RegExp): Buffer {
  return Buffer.from(lines.filter((line) => !without.test(line)).join("\r\n") + end, "latin1");
}
