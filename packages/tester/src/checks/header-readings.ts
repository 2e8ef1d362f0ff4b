/** What the text of a header can mean: itself, a number, true or false, or a list (RFC 9110, section 5.6.1). */
export function headerReadings(text: string): readonly unknown[] {
  const number = text.trim() === "" ? NaN : Number(text);
  return [
    text,
    ...(Number.isNaN(number) ? [] : [number]),
    ...(text === "true" || text === "false" ? [text === "true"] : []),
    text.split(",").map((each) => each.trim()),
  ];
}
