import { childOf, type Cursor, entriesOf, isObjectCursor, placeOf } from "../../load/cursor.js";
import type { ChannelParameter } from "../../model/channel.js";
import { compare } from "../../util/compare.js";
import { defined } from "../../util/defined.js";
import { isList } from "../../util/json-values.js";
import { docsOf } from "../docs.js";
import type { Session } from "../session.js";

/** Parameters of an address, sorted by name. 3.x states values and default itself, 2.x in a schema. */
export function readChannelParameters(cursor: Cursor | undefined, session: Session): ChannelParameter[] {
  if (!isObjectCursor(cursor)) return [];
  const parameters = entriesOf(cursor).flatMap(([name, item]): ChannelParameter[] => {
    const parameter = session.resolver.deref(item);
    if (!isObjectCursor(parameter)) return [];
    const schema = session.resolver.deref(childOf(parameter, "schema"));
    const source = isObjectCursor(schema) ? { ...schema.value, ...parameter.value } : parameter.value;
    return [
      {
        name,
        ...defined({
          values: isList(source.enum) ? source.enum.map(String) : undefined,
          default: source.default === undefined ? undefined : String(source.default),
          docs: docsOf(parameter, session.resolver),
        }),
        place: placeOf(parameter),
      },
    ];
  });
  return parameters.sort((a, b) => compare(a.name, b.name));
}
