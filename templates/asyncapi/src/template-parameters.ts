import { isSemanticVersion, type LanguagePack, type PrintOptions } from "@parlance/generator";
import { languageLoader, languages } from "parlance/languages";
import { unusable } from "./unusable-input.js";

/** The parameters of the template, as `package.json` declares them to the generator. */
export interface TemplateParameters {
  /** One of the languages of `parlance generate`. */
  readonly language: string;
  /** Name of the package. Default: from the document's title. */
  readonly package?: string;
  /** Semantic version of the package. Default: the document's, or `0.1.0` where that is none. */
  readonly version?: string;
}

/** How to bring in the language pack that the parameters name. Throws `UnusableInput` if there is none. */
export function packLoader({ language }: TemplateParameters): () => Promise<LanguagePack> {
  const load = languageLoader(language);
  if (load === undefined) {
    throw unusable({
      code: "language-unknown",
      message: `There is no language "${language}".`,
      help: `The languages are ${languages.join(", ")}.`,
    });
  }
  return load;
}

/** What the parameters decide about the package. Throws `UnusableInput` for a version that registries refuse. */
export function packageOptions({ package: packageName, version }: TemplateParameters): Partial<PrintOptions> {
  if (version !== undefined && !isSemanticVersion(version)) {
    throw unusable({
      code: "version-invalid",
      message: `"${version}" is no semantic version.`,
      help: "Write three numbers, e.g. 1.4.0, or 1.4.0-rc.1 for a version before it.",
    });
  }
  return {
    ...(packageName !== undefined && { packageName }),
    ...(version !== undefined && { packageVersion: version }),
  };
}
