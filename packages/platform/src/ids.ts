import { randomBytes } from "node:crypto";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const length = 16;
/** Bytes from here on would favour the first letters of the alphabet, so they are thrown away. */
const fairLimit = 256 - (256 % alphabet.length);

/** Makes a new id: the prefix, an underscore and 16 random letters and digits (95 bits). */
export type Ids = (prefix: string) => string;

/** Ids that nobody can guess. Tests inject a counting source instead. */
export const randomId: Ids = (prefix) => {
  let text = "";
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < fairLimit && text.length < length) text += alphabet.charAt(byte % alphabet.length);
    }
  }
  return `${prefix}_${text}`;
};
