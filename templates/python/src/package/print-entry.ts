import type { NamedContract, PrintedFile, PrintOptions } from "@parlance/generator";
import { printLazyPackage } from "../code/print-lazy-package.js";
import { runtimeModule } from "../code/runtime.js";
import { restExports } from "../names/exports.js";
import { importName } from "./package-name.js";

/** Prints the package's entry, and those of the packages below it that hold modules. */
export function printEntries({ client, contract }: NamedContract, options: PrintOptions): readonly PrintedFile[] {
  const root = importName(options.packageName);
  const clients = [client, `Async${client}`].map((name) => [name, `${root}.client`] as const);
  const own = new Set(clients.map(([name]) => name));
  const others = [...restExports].filter((name) => !own.has(name)).map((name) => [name, runtimeModule] as const);
  return [
    printLazyPackage(root, `${contract.info.title} for Python.`, [...clients, ...others]),
    ...Object.entries(packages).map(([name, about]) => printLazyPackage(`${root}.${name}`, about, [])),
  ];
}

const packages = {
  answers: "Operations with their answers.",
  headers: "Headers of answers.",
  operations: "Operations as data.",
  resources: "Operations by what they are about.",
};
