import { split } from "change-case";

/** Words for the signs that names consist of when they hold no letter or digit, e.g. the enum values `<` and `*`. */
const signs: ReadonlyMap<string, string> = new Map([
  ["+", "plus"],
  ["-", "minus"],
  ["*", "star"],
  ["/", "slash"],
  ["\\", "backslash"],
  ["<", "less"],
  [">", "greater"],
  ["=", "equal"],
  ["!", "not"],
  ["~", "tilde"],
  ["&", "and"],
  ["|", "or"],
  ["^", "caret"],
  ["%", "percent"],
  ["$", "dollar"],
  ["#", "hash"],
  ["@", "at"],
  ["?", "question"],
  [".", "dot"],
  [",", "comma"],
  [":", "colon"],
  [";", "semicolon"],
  ["_", "underscore"],
]);

/**
 * The words of a name as an author wrote it, in any spelling; never empty.
 *
 * - A new word begins after every character that is neither letter nor digit, at a capital after a small letter or digit
 *   (`userId`: user, Id), and at the last capital of an acronym (`HTTPServer`: HTTP, Server).
 * - The plural of an acronym is one word (`userIDs`: user, Ids).
 * - Digits belong to the letters before and after them (`ipv4`, `2fa`); a sign before a leading digit is a word (`-1`:
 *   minus, 1), so that `+1` and `-1` stay apart.
 * - A name without letters and digits becomes the words of its signs (`>=`: greater, equal), or of their code points.
 */
export function words(name: string): readonly string[] {
  const found = split(
    name
      .replace(/^\s*([+-])(?=\d)/u, (_, sign: string) => `${signs.get(sign)} `)
      .replace(/(\p{Lu})(\p{Lu}+)s(?=\p{Lu}|[^\p{L}]|$)/gu, (_, first: string, others: string) => {
        return `\0${first}${others.toLowerCase()}s`;
      }),
  );
  return found.length > 0 ? found : wordsOfSigns(name);
}

function wordsOfSigns(name: string): readonly string[] {
  const found = [...name.trim()].map((sign) => signs.get(sign) ?? `u${sign.codePointAt(0)?.toString(16)}`);
  return found.length > 0 ? found : ["empty"];
}
