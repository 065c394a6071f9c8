/** Degrees (WGS 84). */
export type Place = { lat: number; lng: number };

/** `-12.1211, -77.0297` as maps copy it → degrees; null when it is no place on the globe. Pure. */
export function readPlace(text: string): Place | null {
  const found = /^\s*\(?(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\)?\s*$/.exec(text);
  if (!found) return null;
  const [lat, lng] = [Number(found[1]), Number(found[2])];
  return Math.abs(lat) <= 90 && Math.abs(lng) <= 180 ? { lat, lng } : null;
}

/** Degrees with six places (a hand's breadth), as `readPlace` reads them. Pure. */
export const writePlace = ({ lat, lng }: Place): string =>
  `${Number(lat.toFixed(6))}, ${Number(lng.toFixed(6))}`;
