export { makeFolders as "generate:before" } from "@parlance/template-asyncapi";
