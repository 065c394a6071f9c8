import type { GeoJSONSourceSpecification, StyleSpecification } from "maplibre-gl";
import { type Box, graticule, type MapPoint, niceStep } from "./points";

/** A style that needs nothing from anywhere: ground and a graticule, in the theme's own colours. */
export function plainStyle(around: Box): StyleSpecification {
  const width = Math.max(around.east - around.west, around.north - around.south);
  const wide = {
    west: Math.max(-180, around.west - width * 4),
    south: Math.max(-85, around.south - width * 4),
    east: Math.min(180, around.east + width * 4),
    north: Math.min(85, around.north + width * 4),
  };
  const token = (name: string) =>
    getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  return {
    version: 8,
    sources: { lines: { type: "geojson", data: graticule(wide, niceStep(width)) } },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": token("--raised") } },
      {
        id: "lines",
        type: "line",
        source: "lines",
        paint: { "line-color": token("--border"), "line-width": 1 },
      },
    ],
  };
}

/** The points, near ones gathered. */
export function pointSource(points: readonly MapPoint[]): GeoJSONSourceSpecification {
  return {
    type: "geojson",
    cluster: true,
    clusterRadius: 44,
    clusterMaxZoom: 15,
    data: {
      type: "FeatureCollection",
      features: points.map(({ id, lat, lng }) => ({
        type: "Feature",
        properties: { id },
        geometry: { type: "Point", coordinates: [lng, lat] },
      })),
    },
  };
}
