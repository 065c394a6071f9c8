import type { LogoTone } from "./brand";
import { fromHex, type Oklch, toHex } from "./oklch";

/** What a logo's pixels say: its main colours, loudest first (`#rrggbb`, at most five), and how light its ink is. */
export type LogoReading = { colours: string[]; tone: LogoTone };

/** Below this chroma a colour is a grey: a logo's black letters are no suggestion for a button. */
const GREY_CHROMA = 0.04;
/** Two hues nearer than this many degrees are one colour to the eye. */
const SAME_HUE_DEGREES = 24;
const MOST = 5;

/** RGBA pixels (8 bits a channel) → colours to suggest and tone. Pure; fully transparent pixels say nothing. */
export function readLogo(pixels: Uint8Array): LogoReading {
  const seen = new Map<string, { colour: Oklch; count: number }>();
  let opaque = 0;
  let lightness = 0;
  for (let at = 0; at + 3 < pixels.length; at += 4) {
    if ((pixels[at + 3] ?? 0) < 128) continue;
    const hex = `#${[0, 1, 2].map((i) => coarse(pixels[at + i] ?? 0)).join("")}`;
    const bucket = seen.get(hex) ?? { colour: fromHex(hex), count: 0 };
    bucket.count += 1;
    seen.set(hex, bucket);
    opaque += 1;
    lightness += bucket.colour.l;
  }
  return { colours: suggest([...seen.values()]), tone: toneOf(opaque, lightness) };
}

/** Nearby shades fall together: four bits a channel. */
const coarse = (byte: number): string =>
  Math.min(255, Math.round(byte / 17) * 17)
    .toString(16)
    .padStart(2, "0");

function suggest(buckets: { colour: Oklch; count: number }[]): string[] {
  const loud = (bucket: { colour: Oklch; count: number }) =>
    bucket.count * (bucket.colour.c + 0.02);
  const coloured = buckets.filter(({ colour }) => colour.c >= GREY_CHROMA);
  const from = coloured.length > 0 ? coloured : buckets.filter(({ colour }) => colour.l < 0.9);
  const chosen: Oklch[] = [];
  for (const { colour } of from.toSorted((a, b) => loud(b) - loud(a))) {
    if (chosen.length === MOST) break;
    if (chosen.some((other) => alike(other, colour))) continue;
    chosen.push(colour);
  }
  return chosen.map(toHex);
}

function alike(a: Oklch, b: Oklch): boolean {
  if (a.c < GREY_CHROMA && b.c < GREY_CHROMA) return true;
  const turn = Math.abs(a.h - b.h);
  return Math.min(turn, 360 - turn) < SAME_HUE_DEGREES;
}

function toneOf(opaque: number, lightness: number): LogoTone {
  if (opaque === 0) return "mid";
  const mean = lightness / opaque;
  if (mean > 0.82) return "light";
  return mean < 0.5 ? "dark" : "mid";
}
