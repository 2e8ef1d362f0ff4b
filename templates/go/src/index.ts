export { go } from "./go.js";
