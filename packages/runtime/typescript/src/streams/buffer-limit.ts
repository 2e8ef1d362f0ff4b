/** Longest event or line in characters, 16 Mi; a longer one ends the stream with a `DecodeError`. */
export const bufferLimit = 16_777_216;
