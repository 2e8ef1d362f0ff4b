// Loaded before `parlance test`: writes every request that it sends, as JSON, to the file that RECORDED_REQUESTS names.
import { channel } from "node:diagnostics_channel";
import { writeFileSync } from "node:fs";
import type { RecordedRequest } from "./recorded-request.ts";

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly string[];
  readonly body: string | null;
}

const requests: RecordedRequest[] = [];
channel("undici:request:create").subscribe((message) => {
  const { method, path, headers, body } = (message as { readonly request: Sent }).request;
  requests.push({ method, path, headers: [...headers], body: body === null ? null : String(body) });
});
process.once("exit", () => writeFileSync(process.env["RECORDED_REQUESTS"] ?? "", JSON.stringify(requests)));
