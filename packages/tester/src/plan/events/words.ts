/** What a call does to the thing that it is about. */
export type Effect = "create" | "change" | "remove" | "other";

const effects: readonly (readonly [Effect, ReadonlySet<string>])[] = [
  ["create", new Set("created added opened joined started registered inserted placed".split(" "))],
  ["change", new Set("updated changed modified edited renamed replaced merged".split(" "))],
  ["remove", new Set("deleted removed closed left destroyed cancelled canceled archived ended".split(" "))],
];

/** The words of a name in any case, in lower case: `roomMember.joined` → room, member, joined. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/gu, "$1 $2")
    .split(/[^A-Za-z0-9]+/u)
    .filter((each) => each !== "")
    .map((each) => each.toLowerCase());
}

/** What became of a thing, by one word; undefined: the word says nothing of the kind. */
export function effectOf(word: string): Effect | undefined {
  return effects.find(([, words]) => words.has(word))?.[0];
}

/** The past of a verb, as messages are named by it: publish → published. */
export function pastOf(verb: string): string {
  if (verb.endsWith("e")) return `${verb}d`;
  if (/[^aeiou]y$/u.test(verb)) return `${verb.slice(0, -1)}ied`;
  return /^[^aeiou]*[aeiou][bdgklmnprt]$/u.test(verb) ? `${verb}${verb.at(-1)}ed` : `${verb}ed`;
}

/** One of many: tunnels → tunnel. */
export function singular(word: string): string {
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (/(?:ss|x|ch|sh)es$/u.test(word)) return word.slice(0, -2);
  return /[^s]s$/u.test(word) ? word.slice(0, -1) : word;
}
