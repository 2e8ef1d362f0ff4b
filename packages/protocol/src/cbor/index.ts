export { CborError } from "./cbor-error.js";
export { decodeCbor } from "./decode.js";
export { encodeCbor } from "./encode.js";
export { decodeCborFrames, encodeCborBatches } from "./frames.js";
