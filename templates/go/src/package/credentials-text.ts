import type { CredentialKinds } from "@parlance/generator";
import { quote } from "../code/literal.js";

/** What a README says of credentials: the option of each kind that the contract has, and the environment variables. */
export function credentialsText(kinds: CredentialKinds, prefix: string): string {
  const { token, basic, apiKeys, application } = kinds;
  const names = ["URL", ...(token ? ["TOKEN"] : []), ...(application ? ["CLIENT_ID", "CLIENT_SECRET"] : [])];
  const ways = [
    ...(token ? ["`runtime.WithToken(token)` a bearer token (`runtime.WithTokenCallback` gets one)"] : []),
    ...(apiKeys.length > 0
      ? [`${apiKeys.map((name) => `\`runtime.WithAPIKey(key, ${quote(name)})\``).join(", ")} an API key`]
      : []),
    ...(basic ? ["`runtime.WithBasicAuth(username, password)` basic authentication"] : []),
    ...(application ? ["`runtime.WithApplication(clientID, clientSecret)` an application that signs its tokens"] : []),
  ];
  const given = ways.length > 0 ? `Credentials are options of \`NewClient\`: ${ways.join("; ")}. ` : "";
  const variables = names.map((name) => `\`${prefix}_${name}\``).join(", ");
  return `${given}What is left out comes from the environment: ${variables}.`;
}
