import { languages } from "../languages.js";
import { unusable, type UnusableInput } from "../unusable-input.js";

/** The user named a language that there is not, on a line of a config file if one is given. */
export function languageUnknown(
  language: string,
  where: { readonly file?: string; readonly line?: number } = {},
): UnusableInput {
  return unusable({
    ...where,
    code: "language-unknown",
    message: `There is no language "${language}".`,
    help: `The languages are ${languages.join(", ")}.`,
  });
}
