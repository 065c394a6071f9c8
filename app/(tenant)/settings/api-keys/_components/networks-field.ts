/** What is typed, one network a line or separated by commas, as a list. */
export const networksOf = (text: string): string[] =>
  text
    .split(/[\s,;]+/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
