import { kubb } from "./kubb.ts";
import { oapiCodegen } from "./oapi-codegen.ts";
import { openapiGenerator } from "./openapi-generator.ts";
import { openapiPythonClient } from "./openapi-python-client.ts";
import { orval } from "./orval.ts";
import type { Peer } from "./peer.ts";

/** The other generators. hey-api, which the bars are about, is measured beside ours. */
export const peers: readonly Peer[] = [
  orval,
  kubb,
  openapiPythonClient,
  oapiCodegen,
  openapiGenerator("TypeScript", "typescript-fetch"),
  openapiGenerator("Python", "python"),
  openapiGenerator("Go", "go"),
];
