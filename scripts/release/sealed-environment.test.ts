import { expect, test } from "vitest";

import { sealedEnvironment } from "./sealed-environment.ts";

const registry = { url: "http://127.0.0.1:4873/", npmrc: "/tmp/npmrc" };

test("another registry, user file or token of the surroundings is emptied", () => {
  const surroundings = {
    npm_config_registry: "https://registry.example/",
    NPM_CONFIG_REGISTRY: "https://registry.example/",
    "npm_config_//registry.example/:_authToken": "t",
    NPM_TOKEN: "t",
    NODE_AUTH_TOKEN: "t",
  };
  expect(sealedEnvironment(surroundings, registry)).toEqual({
    NPM_CONFIG_REGISTRY: "",
    "npm_config_//registry.example/:_authToken": "",
    NPM_TOKEN: "",
    NODE_AUTH_TOKEN: "",
    npm_config_registry: registry.url,
    npm_config_userconfig: registry.npmrc,
  });
});

test("what is no setting of npm stays as it is", () => {
  expect(sealedEnvironment({ PATH: "/bin", npm_lifecycle_event: "x" }, registry)).toEqual({
    npm_config_registry: registry.url,
    npm_config_userconfig: registry.npmrc,
  });
});
