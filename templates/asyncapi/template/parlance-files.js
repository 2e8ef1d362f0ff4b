import { sdkFiles } from "@parlance/template-asyncapi";

/** What the generator's renderer writes as a file: it knows the component by this name. */
function File({ children }) {
  return children;
}

/** Every file of the SDK, with the text that the language pack printed. */
export default async function files({ asyncapi, params }) {
  const printed = await sdkFiles(asyncapi, params);
  return printed.map(({ path, text }) => <File name={path}>{text}</File>);
}
