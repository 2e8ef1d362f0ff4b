import type { Perspective } from "@parlance/contract";
import type { LoadedConfig } from "../config/load-config.js";
import { unusable } from "../unusable-input.js";

/** How documents are read. */
export interface Reading {
  /** Warnings are errors. */
  readonly strict: boolean;
  /** Of AsyncAPI 3 documents that do not say it. */
  readonly perspective?: Perspective;
}

/** Puts options and config file together; the options win. Throws `UnusableInput`. */
export function readingOf(
  flags: { readonly strict?: true; readonly perspective?: string },
  loaded: LoadedConfig | undefined,
): Reading {
  const perspective = flags.perspective ?? loaded?.config.perspective;
  if (perspective !== undefined && !isPerspective(perspective)) {
    throw unusable({
      code: "perspective-invalid",
      message: `"${perspective}" is no perspective.`,
      help: "Write client or server.",
    });
  }
  return {
    strict: flags.strict ?? loaded?.config.strict ?? false,
    ...(perspective !== undefined && { perspective }),
  };
}

/** Whether it is one of the two. */
export function isPerspective(value: unknown): value is Perspective {
  return value === "client" || value === "server";
}
