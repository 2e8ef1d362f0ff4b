const secret = /authorization|cookie|token|secret|password|api-?key|signature/i;

/** Headers as a plain object for logs; the values of those that hold credentials are replaced. */
export function redactHeaders(headers: Headers): Record<string, string> {
  return Object.fromEntries([...headers].map(([name, value]) => [name, secret.test(name) ? "[redacted]" : value]));
}
