import Generator from "@asyncapi/generator";

// A user's program: generates one SDK for each set of parameters, into the folder named after the language.
const { document, text, parameters, options } = JSON.parse(process.argv[2]);
for (const templateParams of parameters) {
  const generator = new Generator("@parlance/template-asyncapi", `generated/${templateParams.language}`, {
    ...options,
    templateParams,
  });
  await (text === undefined ? generator.generateFromFile(document) : generator.generate(text));
}
