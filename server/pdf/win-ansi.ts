/** What the standard Helvetica can draw beside Latin-1 (Windows code page 1252, 0x80–0x9F). */
const EXTRA = new Set("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ");

/** Latin-1 stands as it is; nearly every text is. */
const PLAIN = /^[\n\u0020-\u007e\u00a0-\u00ff]*$/;

/** Text that the standard fonts can draw: es, en and pt whole; a letter of another alphabet without its marks, else `?`. */
export function winAnsi(text: string): string {
  if (PLAIN.test(text)) return text;
  return [...text.normalize("NFC")].map(drawable).join("");
}

function drawable(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  if ((code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code <= 0xff) || EXTRA.has(char))
    return char;
  if (char === "\n") return char;
  // Thin and narrow spaces that Intl puts into amounts and times.
  if (/\s/u.test(char)) return " ";
  const bare = char.normalize("NFD").replaceAll(/\p{M}/gu, "");
  return bare !== char && /^[\u0020-\u007e]+$/.test(bare) ? bare : "?";
}
