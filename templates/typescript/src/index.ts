export { typescript } from "./typescript.js";
export { typescriptServer } from "./typescript-server.js";
