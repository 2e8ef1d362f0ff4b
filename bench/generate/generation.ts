import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { median } from "../median.ts";
import type { Verdict } from "../verdict.ts";
import { measure, type Program, type Usage } from "./measure.ts";
import { printUsage } from "./print-usage.ts";

const command = fileURLToPath(new URL("../../generator/cli/bin/parlance.js", import.meta.url));
const plainHeyApi = fileURLToPath(new URL("peers/hey-api.ts", import.meta.url));

/** What generation is measured with. */
export interface GenerationOptions {
  readonly document: string;
  /** Where SDKs are put. */
  readonly folder: string;
  readonly rounds: number;
}

/** What was measured. */
export interface GenerationResult {
  /** hey-api's median. */
  readonly heyApi: Usage;
  /** The folder of the SDKs in all three languages. */
  readonly sdks: string;
  readonly verdicts: readonly Verdict[];
}

interface Round {
  readonly heyApi: Usage;
  readonly typescript: Usage;
  readonly all: Usage;
  readonly unchanged: Usage;
}

/** Measures `parlance generate` against hey-api, in turns, and prints it. */
export async function measureGeneration({ document, folder, rounds }: GenerationOptions): Promise<GenerationResult> {
  const sdks = join(folder, "parlance");
  const typescript = join(folder, "parlance-typescript");
  const measured: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    const plain = join(folder, "hey-api");
    [plain, typescript, sdks].forEach((made) => rmSync(made, { recursive: true, force: true }));
    measured.push({
      heyApi: await measure({ command: [process.execPath, plainHeyApi, document, plain] }),
      typescript: await measure(parlance(document, "typescript", typescript)),
      all: await measure(parlance(document, "typescript,python,go", sdks)),
      unchanged: await measure(parlance(document, "typescript,python,go", sdks)),
    });
  }
  const heyApi = middle(measured, "heyApi");
  printUsage("hey-api, TypeScript", heyApi, heyApi);
  printUsage("parlance, TypeScript", middle(measured, "typescript"), heyApi);
  printUsage("parlance, TypeScript, Python and Go", middle(measured, "all"), heyApi);
  printUsage("parlance, the same again", middle(measured, "unchanged"), heyApi);
  return { heyApi, sdks, verdicts: verdictsOf(measured) };
}

function parlance(document: string, languages: string, out: string): Program {
  const options = ["--openapi", document, "--language", languages, "--package", "github", "--out", out];
  return { command: [process.execPath, command, "generate", ...options] };
}

function middle(rounds: readonly Round[], of: keyof Round): Usage {
  const medianOf = (value: keyof Usage): number => median(rounds.map((round) => round[of][value]));
  return { cpu: medianOf("cpu"), memory: medianOf("memory"), wall: medianOf("wall") };
}

function verdictsOf(rounds: readonly Round[]): readonly Verdict[] {
  const ratio = (of: keyof Round, value: keyof Usage, atMost: number, about: string): Verdict => ({
    about,
    measured: median(rounds.map((round) => round[of][value] / round.heyApi[value])),
    bar: { atMost },
    unit: "×",
  });
  return [
    ratio("typescript", "cpu", 1.5, "CPU of TypeScript alone against hey-api"),
    ratio("typescript", "memory", 1.5, "peak memory of TypeScript alone against hey-api"),
    ratio("all", "cpu", 2, "CPU of three languages against hey-api's one"),
    ratio("all", "memory", 2, "peak memory of three languages against hey-api's one"),
    {
      about: "CPU of three languages, unchanged",
      measured: middle(rounds, "unchanged").cpu,
      bar: { atMost: 1 },
      unit: "s",
    },
  ];
}
