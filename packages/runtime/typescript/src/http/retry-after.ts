/**
 * Milliseconds that a server asks to wait: `Retry-After-Ms`, else `Retry-After` in seconds or as a date (RFC 9110 section
 * 10.2.3). Undefined when it says nothing readable; never negative.
 */
export function retryAfterOf(headers: Headers, now: number): number | undefined {
  const milliseconds = numberOf(headers.get("retry-after-ms"));
  if (milliseconds !== undefined) return milliseconds;
  const text = headers.get("retry-after");
  const seconds = numberOf(text);
  if (seconds !== undefined) return seconds * 1000;
  const date = text === null || !/[a-z]/i.test(text) ? Number.NaN : Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function numberOf(text: string | null): number | undefined {
  return text !== null && /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
}
