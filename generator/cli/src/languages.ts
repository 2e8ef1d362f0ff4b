import type { LanguagePack } from "@parlance/generator";

/** The languages, and how to bring each in. The only list of them; a pack is loaded when it has to print. */
const packs: Readonly<Record<string, () => Promise<LanguagePack>>> = {
  typescript: async () => (await import("@parlance/template-typescript")).typescript,
  "typescript-server": async () => (await import("@parlance/template-typescript")).typescriptServer,
  python: async () => (await import("@parlance/template-python")).python,
  go: async () => (await import("@parlance/template-go")).go,
};

/** The packages that hold the language packs. */
export const packPackages = ["@parlance/template-go", "@parlance/template-python", "@parlance/template-typescript"];

/** Names of all languages, as the user types them. */
export const languages: readonly string[] = Object.keys(packs);

/** How to bring a language in; undefined if it is not known. */
export function languageLoader(language: string): (() => Promise<LanguagePack>) | undefined {
  return Object.hasOwn(packs, language) ? packs[language] : undefined;
}
