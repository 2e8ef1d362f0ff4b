/** A media type without its parameters, in lower case, and its charset. */
export interface MediaType {
  readonly type: string;
  readonly charset: string | undefined;
}

/** Where the contract declares this one, a file of any media type is meant; it is kept and given back with the file. */
export const anyBytes = "application/octet-stream";

const form = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+\/[!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*(?:;(.*))?$/su;
const charset = /(?:^|;)\s*charset\s*=\s*"?([^";\s]+)"?/iu;

/** Reads a `Content-Type` (RFC 9110 section 8.3.1). Nothing if it is none. */
export function parseMediaType(header: string): MediaType | undefined {
  const [, type, parameters = ""] = form.exec(header.trim()) ?? [];
  return type === undefined
    ? undefined
    : { type: type.toLowerCase(), charset: charset.exec(parameters)?.[1]?.toLowerCase() };
}

/** Whether a media type lies in a range such as `image/*`. */
export function matchMediaType(range: string, type: string): boolean {
  const [wanted = ""] = range.toLowerCase().split(";");
  const [mainWanted, subWanted] = wanted.trim().split("/");
  const [main, sub] = type.toLowerCase().split("/");
  return (mainWanted === "*" || mainWanted === main) && (subWanted === "*" || subWanted === sub);
}

/** Whether `Accept` allows one of the media types (RFC 9110 section 12.5.1). Without `Accept` everything is allowed. */
export function accepts(accept: string | undefined, types: readonly string[]): boolean {
  if (accept === undefined || accept.trim() === "") return true;
  const ranges = accept.split(",").map((part) => {
    const [range = "", ...parameters] = part.split(";").map((text) => text.trim());
    return { range, refused: parameters.some((parameter) => /^q=0(\.0*)?$/iu.test(parameter)) };
  });
  return types.some((type) => ranges.some(({ range, refused }) => !refused && matchMediaType(range, type)));
}
