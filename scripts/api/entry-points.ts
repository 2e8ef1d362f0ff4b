import { join } from "node:path";

import type { Workspace } from "../lib/workspaces.ts";

/** One importable entry of a published package and the declarations that stand behind it. */
export interface EntryPoint {
  /** As a user writes it: `@parlance/runtime/codegen/v1`. */
  readonly specifier: string;
  /** Relative to the repository. */
  readonly declarations: string;
  /** Name of the snapshot below `docs/api`. */
  readonly report: string;
}

/** Every entry of a package that has types, in the order of its `exports`. */
export function entryPoints(workspace: Workspace): EntryPoint[] {
  return Object.entries(workspace.manifest.exports ?? {}).flatMap(([path, target]) => {
    const types = typesOf(target);
    if (types === undefined) return [];
    const specifier = workspace.name + path.slice(1);
    const report = `${specifier.replace(/^@/, "").replaceAll("/", ".")}.api.md`;
    return [{ specifier, declarations: join(workspace.folder, types), report }];
  });
}

function typesOf(target: unknown): string | undefined {
  if (typeof target !== "object" || target === null || !("types" in target)) return undefined;
  return typeof target.types === "string" ? target.types : undefined;
}
