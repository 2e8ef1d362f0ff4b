export { type GeneratorRun, makeFolders } from "./make-folders.js";
export type { ParsedDocument } from "./parsed-document.js";
export { sdkFiles } from "./sdk-files.js";
export type { TemplateParameters } from "./template-parameters.js";
export { UnusableInput } from "./unusable-input.js";
