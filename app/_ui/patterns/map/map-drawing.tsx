"use client";

import {
  type GeoJSONSource,
  Map as MapLibre,
  Marker,
  NavigationControl,
  ScaleControl,
  setWorkerUrl,
} from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { plainStyle, pointSource } from "./map-style";
import { type Box, boxAround, type MapPoint } from "./points";

// From our own host: the policy of the pages lets no worker come from a text in memory.
setWorkerUrl(new URL("maplibre-gl/dist/maplibre-gl-worker.mjs", import.meta.url).toString());

const MARKER =
  "grid min-h-6 min-w-6 cursor-pointer place-items-center rounded-full border-2 border-surface bg-brand px-1.5 text-xs font-semibold text-on-brand shadow-high";

type DrawingProps = { points: readonly MapPoint[]; onBroken: () => void };

/** The map itself; loaded when it is needed. Says so when this device cannot draw it. */
export function MapDrawing({ points, onBroken }: DrawingProps) {
  const t = useTranslations("map");
  const router = useRouter();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const container = box.current;
    const around = boxAround(points);
    if (!container || !around) return undefined;
    const map = openMap(container, around, t, onBroken);
    if (!map) return undefined;
    const byId = new Map(points.map((point) => [point.id, point]));
    const markers = new Map<string, Marker>();
    const open = (point: MapPoint) => point.href && router.push(point.href);
    map.on("load", () => map.addSource("points", pointSource(points)));
    // Drawn by buttons of our own, so that they can be reached by keyboard and read aloud.
    map.on("load", () =>
      map.addLayer({
        id: "points",
        type: "circle",
        source: "points",
        paint: { "circle-opacity": 0, "circle-radius": 1 },
      }),
    );
    const redraw = () => showMarkers(map, markers, byId, open, t);
    map.on("idle", redraw);
    return () => {
      for (const marker of markers.values()) marker.remove();
      map.remove();
    };
    // A new set of points is a new map; nothing else redraws it.
  }, [points, onBroken, router, t]);
  return <div ref={box} className="h-full overflow-hidden rounded-card border border-subtle" />;
}

type Words = ReturnType<typeof useTranslations<"map">>;

function openMap(
  container: HTMLElement,
  around: Box,
  t: Words,
  onBroken: () => void,
): MapLibre | undefined {
  const { west, south, east, north } = around;
  try {
    const map = new MapLibre({
      container,
      style: document.documentElement.dataset.mapStyle ?? plainStyle(around),
      bounds: [west, south, east, north],
      attributionControl: document.documentElement.dataset.mapStyle ? {} : false,
      dragRotate: false,
      fadeDuration: 0,
      locale: {
        "NavigationControl.ZoomIn": t("zoomIn"),
        "NavigationControl.ZoomOut": t("zoomOut"),
      },
    });
    map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    map.addControl(new ScaleControl({ unit: "metric" }), "bottom-left");
    map.on("error", ({ error }) => {
      if (/webgl/i.test(error.message)) onBroken();
    });
    return map;
  } catch {
    onBroken();
    return undefined;
  }
}

/** One button for each point or gathering in sight; those that left are taken away. */
function showMarkers(
  map: MapLibre,
  markers: Map<string, Marker>,
  byId: ReadonlyMap<string, MapPoint>,
  open: (point: MapPoint) => void,
  t: Words,
): void {
  const seen = new Set<string>();
  for (const feature of map.querySourceFeatures("points")) {
    const { cluster_id: cluster, point_count: count, id } = feature.properties;
    const name = cluster === undefined ? `p${id}` : `c${cluster}`;
    seen.add(name);
    if (markers.has(name) || feature.geometry.type !== "Point") continue;
    const at = feature.geometry.coordinates as [number, number];
    const point = byId.get(String(id));
    const button = document.createElement("button");
    button.type = "button";
    button.className = MARKER;
    if (cluster === undefined) {
      button.setAttribute("aria-label", [point?.label, point?.note].filter(Boolean).join(", "));
      button.title = point?.label ?? "";
      button.addEventListener("click", () => point && open(point));
    } else {
      button.textContent = String(count);
      button.setAttribute("aria-label", t("cluster", { count: Number(count) }));
      button.addEventListener("click", () => void zoomInto(map, Number(cluster), at));
    }
    markers.set(name, new Marker({ element: button }).setLngLat(at).addTo(map));
  }
  for (const [name, marker] of markers)
    if (!seen.has(name)) {
      marker.remove();
      markers.delete(name);
    }
}

async function zoomInto(map: MapLibre, cluster: number, center: [number, number]): Promise<void> {
  const source = map.getSource<GeoJSONSource>("points");
  const zoom = await source?.getClusterExpansionZoom(cluster);
  if (zoom !== undefined) map.easeTo({ center, zoom, duration: 150 });
}
