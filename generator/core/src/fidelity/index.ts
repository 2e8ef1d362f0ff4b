export { sameJson } from "./exact-json.js";
export { sampleTexts } from "./samples.js";
