/** What pdfkit keeps of a standard font (`AFMFont` of 0.20): widths by glyph, pairs that stand closer or wider. */
type Metrics = {
  characterToGlyph(code: number): string;
  widthOfGlyph(glyph: string): number;
  getKernPair(left: string, right: string): number;
  encodeText(text: string): string[];
};
type Position = {
  xAdvance: number;
  yAdvance: 0;
  xOffset: 0;
  yOffset: 0;
  advanceWidth: number;
};
/** A standard font as a document of pdfkit holds it. */
export type StandardFont = {
  font: Metrics;
  document: unknown;
  id: string;
  encode(text: string): [string[], Position[]];
  widthOfString(text: string, size: number): number;
};

/** Letters below U+0100 are looked up in tables; the few above (`€`, `…`) are asked for. */
const TABLE = 256;
/** Texts whose width is kept: words of the language, of the tenant, of the plans. */
const KEPT = 4_000;

/**
 * A standard font that every document of this process shares: pdfkit reads 2 700 pairs into a dictionary for each font
 * of each document, and builds a text of two names for each pair that it looks up. Same widths, same bytes.
 */
export function shareable(font: StandardFont): StandardFont {
  const metrics = font.font;
  const glyphs = Array.from({ length: TABLE }, (_, code) => metrics.characterToGlyph(code));
  const widths = Float64Array.from(glyphs, (glyph) => metrics.widthOfGlyph(glyph));
  const kerns = Float64Array.from({ length: TABLE * TABLE }, (_, at) =>
    metrics.getKernPair(glyphs[Math.floor(at / TABLE)] ?? "", glyphs[at % TABLE] ?? ""),
  );
  const width = (code: number): number =>
    code < TABLE ? (widths[code] ?? 0) : metrics.widthOfGlyph(metrics.characterToGlyph(code));
  const kern = (left: number, right: number): number =>
    left < TABLE && right < TABLE
      ? (kerns[left * TABLE + right] ?? 0)
      : metrics.getKernPair(metrics.characterToGlyph(left), metrics.characterToGlyph(right));
  const advance = (text: string, at: number): number =>
    width(text.charCodeAt(at)) +
    (at + 1 < text.length ? kern(text.charCodeAt(at), text.charCodeAt(at + 1)) : 0);
  const known = new Map<string, number>();
  const measure = (text: string): number => {
    let whole = known.get(text);
    if (whole !== undefined) return whole;
    whole = 0;
    for (let at = 0; at < text.length; at++) whole += advance(text, at);
    if (known.size >= KEPT) known.clear();
    known.set(text, whole);
    return whole;
  };
  return Object.assign(font, {
    document: null,
    widthOfString: (text: string, size: number) => measure(text) * (size / 1000),
    encode: (text: string): [string[], Position[]] => [
      metrics.encodeText(text),
      Array.from({ length: text.length }, (_, at) => ({
        xAdvance: advance(text, at),
        yAdvance: 0 as const,
        xOffset: 0 as const,
        yOffset: 0 as const,
        advanceWidth: width(text.charCodeAt(at)),
      })),
    ],
  });
}
