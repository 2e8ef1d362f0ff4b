/** A small OpenAPI document in YAML; `paths` and `schemas` are YAML with two spaces less than they get. */
export function openapi(parts: { readonly paths?: string; readonly schemas?: string } = {}): string {
  return [
    "openapi: 3.1.0",
    "info: { title: Acme API, version: 1.2.3 }",
    "paths:",
    indented(
      parts.paths ?? "/users:\n  get:\n    operationId: users.list\n    responses: { '200': { description: OK } }",
      2,
    ),
    "components:",
    "  schemas:",
    indented(parts.schemas ?? "User: { type: object, properties: { id: { type: string } } }", 4),
    "",
  ].join("\n");
}

function indented(text: string, spaces: number): string {
  return text.replaceAll(/^/gmu, " ".repeat(spaces));
}
