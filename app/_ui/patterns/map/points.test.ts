import fc from "fast-check";
import { expect, test } from "vitest";
import { boxAround, graticule, type MapPoint, niceStep, placeable } from "./points";

const points = fc.array(
  fc.record({
    id: fc.uuid(),
    label: fc.string(),
    lat: fc.double({ min: -84, max: 84, noNaN: true }),
    lng: fc.double({ min: -180, max: 180, noNaN: true }),
  }),
  { minLength: 1, maxLength: 50 },
);

test("the box holds every point, with room around, and stays on the globe", () => {
  fc.assert(
    fc.property(points, (given) => {
      const box = boxAround(given);
      if (!box) throw new Error("no box");
      for (const { lat, lng } of given) {
        expect(lat).toBeGreaterThanOrEqual(box.south);
        expect(lat).toBeLessThanOrEqual(box.north);
        expect(lng).toBeGreaterThanOrEqual(box.west);
        expect(lng).toBeLessThanOrEqual(box.east);
      }
      expect(box.west).toBeGreaterThanOrEqual(-180);
      expect(box.north).toBeLessThanOrEqual(85);
      expect(box.north - box.south).toBeGreaterThan(0);
    }),
  );
});

test("no points, no box; places that are none are left out", () => {
  expect(boxAround([])).toBeNull();
  const bad: MapPoint[] = [
    { id: "1", label: "a", lat: Number.NaN, lng: 0 },
    { id: "2", label: "b", lat: 12, lng: 500 },
    { id: "3", label: "c", lat: -12, lng: -77 },
  ];
  expect(placeable(bad).map(({ id }) => id)).toEqual(["3"]);
});

test("a map of any width is crossed by a handful of lines, never by thousands", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-5, max: 360, noNaN: true }), (width) => {
      const count = width / niceStep(width);
      expect(count).toBeGreaterThan(1.9);
      expect(count).toBeLessThanOrEqual(10.01);
    }),
  );
  const box = { west: -180, south: -85, east: 180, north: 85 };
  expect(graticule(box, 0.001).features.length).toBeLessThanOrEqual(800);
});
