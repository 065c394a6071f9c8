/** What a page that anybody with its address can open says of a person: the first name and one letter. A company's name is public. */
export function payerName(kind: string, name: string): string {
  if (kind !== "person") return name;
  const [first = "", ...rest] = name.trim().split(/\s+/u);
  const letter = [...(rest.at(0) ?? "")][0];
  return letter ? `${first} ${letter.toLocaleUpperCase()}.` : first;
}
