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
  return {
    strict: flags.strict ?? loaded?.config.strict ?? false,
    ...perspectiveOf(perspective === undefined ? {} : { perspective }),
  };
}

/** The perspective that an option names, if one does. Throws `UnusableInput`. */
export function perspectiveOf({ perspective }: { readonly perspective?: string }): Pick<Reading, "perspective"> {
  if (perspective === undefined) return {};
  if (isPerspective(perspective)) return { perspective };
  throw unusable({
    code: "perspective-invalid",
    message: `"${perspective}" is no perspective.`,
    help: "Write client or server.",
  });
}

/** Whether it is one of the two. */
export function isPerspective(value: unknown): value is Perspective {
  return value === "client" || value === "server";
}
