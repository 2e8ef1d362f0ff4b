import type { Program } from "../measure.ts";

/** Where a peer reads and writes. */
export interface Generation {
  /** GitHub's OpenAPI document. */
  readonly document: string;
  /** An empty folder for what is generated. */
  readonly out: string;
  /** What `install` made. */
  readonly installed: string;
}

/** Another generator. */
export interface Peer {
  /** With what it generates. */
  readonly name: string;
  /** The folder of what is installed, below `.parlance/bench`; peers that install the same share it. */
  readonly folder: string;
  /** Installs its exact version, unless it is there; throws the package client's words if that cannot be done. */
  install(folder: string): Promise<void>;
  /** The program that generates. */
  program(generation: Generation): Program;
}
