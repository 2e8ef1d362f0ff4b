import type { CredentialKinds } from "@parlance/generator";

/** What a README says of credentials: the option of each kind that the contract has, and the environment variables. */
export function credentialsText(client: string, kinds: CredentialKinds, prefix: string): string {
  const { token, basic, apiKeys, application } = kinds;
  const names = ["URL", ...(token ? ["TOKEN"] : []), ...(application ? ["CLIENT_ID", "CLIENT_SECRET"] : [])];
  const ways = [
    ...(token ? [`\`new ${client}({ token })\` a bearer token, or a function that gets one`] : []),
    ...(apiKeys.length > 0
      ? [
          `\`new ${client}({ apiKey })\` an API key, or the keys by scheme (${apiKeys.map((name) => `\`${name}\``).join(", ")})`,
        ]
      : []),
    ...(basic ? [`\`new ${client}({ username, password })\` basic authentication`] : []),
    ...(application
      ? [`\`new ${client}({ clientId, clientSecret })\` an application that signs its tokens, in back ends only`]
      : []),
  ];
  const given = ways.length > 0 ? `Credentials are options of the client: ${ways.join("; ")}. ` : "";
  const variables = names.map((name) => `\`${prefix}_${name}\``).join(", ");
  return `${given}What is left out comes from the environment: ${variables}.`;
}
