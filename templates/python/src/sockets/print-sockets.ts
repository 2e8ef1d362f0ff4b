import {
  type Code,
  type NamedContract,
  type NamedSocket,
  type NamedSocketParameter,
  part,
  type Part,
  type PrintedFile,
  socketDoc,
} from "@parlance/generator";
import { addClass } from "../code/add-class.js";
import { argsSection, paragraphs } from "../code/doc-text.js";
import { scalar } from "../code/literal.js";
import { printLazyPackage } from "../code/print-lazy-package.js";
import { printModule } from "../code/print-module.js";
import { runtimeType, runtimeValue, socketsModule } from "../code/runtime.js";
import { socketsExports } from "../names/exports.js";
import { classIn, type Mode, modes } from "../resources/print-method.js";
import { printSocket } from "./print-socket.js";

/** Prints the clients of sockets that do not speak the Parlance protocol, a module for each, and their entry. Nothing without any. */
export function printSockets(named: NamedContract, root: string): readonly PrintedFile[] {
  const { contract, sockets, types } = named;
  if (sockets.channels.length === 0) {
    return [];
  }
  const module = `${root}.sockets`;
  const clients = modes.map((mode) => [classIn(mode, sockets.client), `${root}.sockets_client`] as const);
  const own = sockets.channels.flatMap(({ file, types: { receives, socket } }) =>
    [receives, ...modes.map((mode) => classIn(mode, socket))].map((name) => [name, `${module}.${file}`] as const),
  );
  const others = [...socketsExports].map((name) => [name, socketsModule] as const);
  return [
    printLazyPackage(module, `The sockets of ${contract.info.title}.`, [...clients, ...own, ...others]),
    ...sockets.channels.map((each) => printSocket(each, types, root)),
    printModule(`${root}.sockets_client`, "The clients of sockets.", (code) => {
      modes.forEach((mode) => addClient(code, named, mode, module));
    }),
  ];
}

function addClient(code: Code, { contract, sockets }: NamedContract, mode: Mode, module: string): void {
  const base = runtimeValue(classIn(mode, "Sockets"), socketsModule);
  const doc = `The sockets of ${contract.info.title}. Each comes back by itself; \`restore\` runs after every opening.`;
  addClass(code, { name: classIn(mode, sockets.client), base, doc }, () => {
    sockets.channels.forEach((each) => addMethod(code.blank(), each, mode, module));
  });
}

function addMethod(code: Code, named: NamedSocket, mode: Mode, module: string): void {
  const { file, method, parameters, types } = named;
  const socket: Part = { name: classIn(mode, types.socket), from: `${module}.${file}` };
  const callable = { name: "Callable", from: "collections.abc", typeOnly: true } as const;
  const options = runtimeType(classIn(mode, "SocketsOptions"), socketsModule);
  const taken = [
    "self",
    ...parameters.filter(({ required }) => required).map((each) => part`${each.key}: ${valueType(each)}`),
    "*",
    ...parameters
      .filter(({ required }) => !required)
      .map((each) => part`${each.key}: ${valueType(each)} | None = None`),
    part`restore: ${callable}[[${socket}], object] | None = None`,
    part`options: ${options} | None = None`,
  ];
  code.block(`def ${method}(`, part`) -> ${socket}:`, () => taken.forEach((each) => code.line(part`${each},`)));
  code.indented(() => {
    const args = argsSection(parameters.map(({ key, description = "" }) => [key, { description }]));
    code.doc(paragraphs([socketDoc(named), args]));
    const values = parameters.map(({ key }) => `${scalar(key)}: ${key}`).join(", ");
    code.line(part`return self._open(${socket}, ${socket}.setup, {${values}}, restore, options)`);
  });
}

const valueTypes = {
  string: "str",
  number: "float",
  integer: "int",
  boolean: "bool",
  list: part`${{ name: "Sequence", from: "collections.abc", typeOnly: true }}[str | float | bool]`,
} as const;

function valueType({ type, values }: NamedSocketParameter): Part {
  const literal = { name: "Literal", from: "typing" };
  const listed = values?.filter((each) => typeof each !== "number" || Number.isSafeInteger(each)) ?? [];
  return listed.length === 0 || listed.length < (values?.length ?? 0)
    ? valueTypes[type]
    : part`${literal}[${listed.map(scalar).join(", ")}]`;
}
