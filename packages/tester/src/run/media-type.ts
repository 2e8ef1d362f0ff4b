/** A media type without its parameters, in lower case: `text/html` of `Text/HTML; charset=utf-8` (RFC 9110, section 8.3.1). */
export function essenceOf(mediaType: string): string {
  const [essence = ""] = mediaType.split(";");
  return essence.trim().toLowerCase();
}

/** True if a declared media type, which may be a range as `application/*`, has another one among it. Parameters are no matter. */
export function covers(declared: string, mediaType: string): boolean {
  const [wanted, essence] = [essenceOf(declared), essenceOf(mediaType)];
  if (wanted === "*/*") return true;
  return wanted.endsWith("/*") ? essence.startsWith(wanted.slice(0, -1)) : wanted === essence;
}
