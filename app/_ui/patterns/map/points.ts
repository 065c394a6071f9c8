/** Something with a place: `lat` and `lng` in degrees (WGS 84). */
export type MapPoint = {
  id: string;
  lat: number;
  lng: number;
  label: string;
  /** A word for its state; shown beside the label. */
  note?: string;
  href?: string;
};

/** Degrees. */
export type Box = { west: number; south: number; east: number; north: number };

/** The smallest box around the points, a little wider, so that none lies on the edge; null without points. */
export function boxAround(points: readonly MapPoint[]): Box | null {
  if (points.length === 0) return null;
  const lats = points.map(({ lat }) => lat);
  const lngs = points.map(({ lng }) => lng);
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  const [west, east] = [Math.min(...lngs), Math.max(...lngs)];
  const pad = Math.max((north - south) * 0.12, (east - west) * 0.12, 0.002);
  return {
    west: Math.max(-180, west - pad),
    south: Math.max(-85, south - pad),
    east: Math.min(180, east + pad),
    north: Math.min(85, north + pad),
  };
}

/** Places that are none (outside the globe, not numbers) are left out rather than drawn somewhere wrong. */
export const placeable = (points: readonly MapPoint[]): MapPoint[] =>
  points.filter(({ lat, lng }) => Math.abs(lat) <= 85 && Math.abs(lng) <= 180);

type Lines = {
  type: "FeatureCollection";
  features: {
    type: "Feature";
    properties: Record<string, never>;
    geometry: { type: "LineString"; coordinates: [number, number][] };
  }[];
};

/** Meridians and parallels, `step` degrees apart, as GeoJSON: what a map without tiles shows to orient by. */
export function graticule(box: Box, step: number): Lines {
  const line = (from: [number, number], to: [number, number]): Lines["features"][number] => ({
    type: "Feature",
    properties: {},
    geometry: { type: "LineString", coordinates: [from, to] },
  });
  const every = (low: number, high: number) => {
    const first = Math.ceil(low / step);
    const count = Math.min(400, Math.max(0, Math.floor(high / step) - first + 1));
    return Array.from({ length: count }, (_, index) => (first + index) * step);
  };
  return {
    type: "FeatureCollection",
    features: [
      ...every(box.west, box.east).map((lng) => line([lng, box.south], [lng, box.north])),
      ...every(box.south, box.north).map((lat) => line([box.west, lat], [box.east, lat])),
    ],
  };
}

/** A step that gives some ten lines over a width of degrees: 1, 2 or 5 times a power of ten. */
export function niceStep(width: number): number {
  const raw = Math.max(width, 1e-6) / 10;
  const power = 10 ** Math.floor(Math.log10(raw));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= raw) ?? 10;
  return factor * power;
}
