import type { ScalarSchema } from "@parlance/contract";
import type { ExactJson } from "./exact-json.js";

const texts: Readonly<Record<string, readonly string[]>> = {
  "date-time": [
    "2026-11-21T09:30:00Z",
    "2026-11-21T09:30:00.000Z",
    "2026-11-21T09:30:00.123456+05:30",
    "2026-02-28T23:59:59.123456789Z",
    "1969-12-31T00:00:00-00:00",
  ],
  date: ["2026-11-21", "1900-02-28"],
  time: ["09:30:00Z"],
  duration: ["P1DT2H"],
  uuid: ["0b7c3c1e-52f0-4f5e-9d4e-7a1f0b7c3c1e", "0B7C3C1E-52F0-4F5E-9D4E-7A1F0B7C3C1E"],
  uri: ["https://example.com/a%20b?c=d#e", "urn:isbn:0451450523"],
  email: ["somebody@example.com"],
  hostname: ["example.com"],
  ipv4: ["192.0.2.1"],
  ipv6: ["2001:db8::1"],
  byte: ["AAEC/w==", ""],
  binary: ["text that stands for bytes"],
};
const plain = ["", "text", 'line\nfeed, "quotes" and \\', "ünï 😀 \u2028", "2026-11-21T09:30:00Z", "5"];

/** A value of a scalar: within its bounds, and of its length where it has one. */
export function sampleScalar(schema: ScalarSchema, random: () => number): ExactJson {
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value;
  switch (schema.type) {
    case "boolean":
      return random() < 0.5;
    case "integer":
      return sampleInteger(schema, pick);
    case "number":
      return within(schema, pick([0.5, 3.25, 1e21, -2.75]));
    case "string":
      return fitted(schema, pick(texts[schema.format ?? ""] ?? plain));
  }
}

function sampleInteger(
  { format, minimum, maximum }: ScalarSchema,
  pick: (values: readonly bigint[]) => bigint,
): bigint {
  const large = format === "int32" ? 2_147_483_647n : pick([9_007_199_254_740_993n, 9_223_372_036_854_775_807n]);
  const least = minimum === undefined ? undefined : BigInt(Math.ceil(minimum));
  const most = maximum === undefined ? large : BigInt(Math.floor(maximum));
  const values = [least ?? -5n, least ?? 0n, most < large ? most : large];
  return pick(values.filter((value) => value <= most));
}

function within({ minimum = -Infinity, maximum = Infinity }: ScalarSchema, value: number): number {
  return Math.min(Math.max(value, minimum), maximum);
}

/** Formats have a length of their own; only plain texts are cut or filled. */
function fitted({ format, minLength = 0, maxLength = Infinity }: ScalarSchema, value: string): string {
  if (format !== undefined && texts[format] !== undefined) return value;
  const filled = value.length < minLength ? value.padEnd(minLength, "x") : value;
  return filled.length > maxLength ? "x".repeat(maxLength) : filled;
}
