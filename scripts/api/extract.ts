import { join } from "node:path";

import { Extractor, ExtractorConfig, ExtractorLogLevel, type ExtractorMessage } from "@microsoft/api-extractor";

import { root } from "../lib/root.ts";
import type { Workspace } from "../lib/workspaces.ts";
import type { EntryPoint } from "./entry-points.ts";

/** Where the snapshots live. */
export const reportFolder = join(root, "docs/api");

/** The outcome for one entry: whether its snapshot is up to date, and what api-extractor holds against it. */
export interface Extracted {
  readonly changed: boolean;
  readonly problems: readonly string[];
}

/** Compares the public API of one entry with its snapshot; with `write`, brings the snapshot up to date instead. */
export function extract(workspace: Workspace, entry: EntryPoint, write: boolean): Extracted {
  const packageFolder = join(root, workspace.folder);
  const problems: string[] = [];
  const config = ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(packageFolder, "package.json"),
    configObject: {
      projectFolder: packageFolder,
      mainEntryPointFilePath: join(root, entry.declarations),
      newlineKind: "lf",
      compiler: { overrideTsconfig: { compilerOptions, files: [join(root, entry.declarations)] } },
      apiReport: {
        enabled: true,
        includeForgottenExports: true,
        reportFolder,
        reportTempFolder: join(root, ".parlance/api"),
        reportFileName: entry.report,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Warning } },
        extractorMessageReporting: {
          default: { logLevel: ExtractorLogLevel.Warning },
          "ae-forgotten-export": { logLevel: ExtractorLogLevel.None },
          "ae-missing-release-tag": { logLevel: ExtractorLogLevel.None },
          "ae-unresolved-link": { logLevel: ExtractorLogLevel.None },
          "ae-undocumented": { logLevel: ExtractorLogLevel.None },
        },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      },
    },
  });
  const result = Extractor.invoke(config, {
    localBuild: write,
    messageCallback: (message) => {
      message.handled = true;
      if (isProblem(message)) problems.push(`${message.messageId}: ${message.text}`);
    },
  });
  return { changed: result.apiReportChanged, problems };
}

const compilerOptions = {
  target: "es2023",
  module: "nodenext",
  moduleResolution: "nodenext",
  lib: ["es2023", "dom", "dom.iterable", "dom.asynciterable"],
  types: ["node"],
  strict: true,
  skipLibCheck: true,
};

/** A changed snapshot has a flag of its own; what api-extractor says of a console is no concern of the reader. */
function isProblem(message: ExtractorMessage): boolean {
  const serious = message.logLevel === "error" || message.logLevel === "warning";
  return serious && message.category !== "console";
}
