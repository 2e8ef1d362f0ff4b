export { presence } from "./presence.js";
