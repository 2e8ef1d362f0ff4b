/** Words that cannot name anything (Python 3.14, Lexical analysis, Keywords). */
export const keywords = wordSet(
  `False None True and as assert async await break class continue def del elif else except finally for from global if import
  in is lambda nonlocal not or pass raise return try while with yield`,
);

/** Built-in types that annotations use by name: a member of a class would hide them from those below it. */
const annotations = wordSet("bool bytes dict float int object str");

/** Members of pydantic's `BaseModel`, which a field must not hide, and names that fields' annotations use. */
export const reservedFields = wordSet(
  `construct copy from_orm json list model_computed_fields model_config model_construct model_copy model_dump model_dump_json
  model_extra model_fields model_fields_set model_json_schema model_parametrized_name model_post_init model_rebuild
  model_validate model_validate_json model_validate_strings parse_file parse_obj parse_raw schema schema_json
  update_forward_refs validate wire`,
  keywords,
  annotations,
);

/** Members of every resource, and names that the annotations and bodies of its methods use. `list` is not among them. */
export const reservedMembers = wordSet("builtins operations property self types with_response", keywords, annotations);

/** Members of the client besides: what the runtime's `SdkClient` has, which all generated clients extend. */
export const reservedClientMembers = wordSet("close create_token request url", reservedMembers);

/** Words that cannot name a parameter, because the types in the body of a method would be hidden by it. */
export const reservedParameters = wordSet("", keywords, annotations);

/** Names that the body of a method uses beside those of its parameters. */
export const reservedArguments = wordSet("body builtins operations options self types");

/** Members of realtime clients and of clients of sockets, which all generated ones extend. */
export const reservedRealtimeMembers = wordSet(
  "cast channel close connect disconnect on open ping request self state watch_document",
);

/** Names that the methods of realtime clients use beside those of their parameters. */
export const reservedChannelArguments = wordSet("authorize channels self");

/** Names that the methods of clients of sockets use beside those of their parameters. */
export const reservedSocketArguments = wordSet("options restore self");

/** The words of a text, and those of other sets. */
export function wordSet(text: string, ...others: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  return new Set([...text.split(/\s+/u).filter((each) => each !== ""), ...others.flatMap((each) => [...each])]);
}
