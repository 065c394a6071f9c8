/** Begins each rule of ours; the script takes away what begins so before it writes anew. */
export const RULE_TAG = "trama:rule";

/** `place-before=0` fails where there is no rule yet, or where the first one is the fasttrack counter. */
export const onTop = (menu: string, rule: string): string =>
  `:do { ${menu} add ${rule} place-before=([${menu} find where !dynamic]->0) } on-error={ ${menu} add ${rule} }`;

/** A text as RouterOS' scripts take it: no variable, no command, no end of the text inside. */
export const quote = (text: string): string =>
  `"${text.replace(/[\\"$?[\]]/g, "\\$&").replace(/[\r\n]+/g, " ")}"`;
