import { snakeCase, words } from "@parlance/generator";
import { reservedFileEndings } from "./reserved-words.js";

/** Words that Go writes in capitals (go.dev/wiki/CodeReviewComments, "Initialisms"). */
const initialisms: ReadonlySet<string> = new Set([
  "acl",
  "api",
  "ascii",
  "cpu",
  "css",
  "dns",
  "eof",
  "guid",
  "html",
  "http",
  "https",
  "id",
  "ip",
  "json",
  "jwt",
  "jwks",
  "qps",
  "ram",
  "rpc",
  "sla",
  "smtp",
  "sql",
  "ssh",
  "tcp",
  "tls",
  "ttl",
  "udp",
  "ui",
  "uid",
  "uri",
  "url",
  "utf8",
  "uuid",
  "vm",
  "xml",
  "xmpp",
  "xsrf",
  "xss",
]);

/** An exported name: `tunnel_id` → `TunnelID`. Scripts without capitals get an `X` in front, as Go exports by the first letter. */
export function exportedCase(name: string): string {
  const spelled = words(name).map(exportedWord).join("");
  return /^[\p{Lu}\d]/u.test(spelled) ? spelled : `X${spelled}`;
}

/** A name of the package alone: `tunnel_id` → `tunnelID`. */
export function localCase(name: string): string {
  const [first = "", ...others] = words(name);
  return lowered(first) + others.map(exportedWord).join("");
}

/** A variable that holds a descriptor: `tunnels.get` → `tunnelsGetDescriptor`. */
export function descriptorCase(name: string): string {
  return `${localCase(name)}Descriptor`;
}

/** The name of a file, which must not end as one for some systems only does. */
export function fileCase(name: string): string {
  const spelled = snakeCase(name);
  return reservedFileEndings.has(spelled.split("_").at(-1) ?? "") ? `${spelled}_file` : spelled;
}

function exportedWord(word: string): string {
  const small = lowered(word);
  if (initialisms.has(small)) {
    return small.toUpperCase();
  }
  const singular = small.slice(0, -1);
  if (small.endsWith("s") && initialisms.has(singular)) {
    return `${singular.toUpperCase()}s`;
  }
  const [first = "", ...others] = small;
  return first.toUpperCase() + others.join("");
}

/** Small letters. Those of `İ` are an `i` and a mark, which Go's names cannot hold. */
function lowered(word: string): string {
  return word.toLowerCase().replaceAll(/\p{M}/gu, "");
}
