/** Used of the maximum in whole percent, rounded down; a maximum of 0 is always full. Null: unlimited. */
export function percentOf(used: number, maximum: number | null): number | null {
  if (maximum === null) return null;
  return maximum === 0 ? 100 : Math.floor((used * 100) / maximum);
}

/**
 * May a reseller give this child so much? A resource that the reseller itself has without limit may be given freely;
 * of a limited one, all children together get at most the reseller's own maximum, and none gets "unlimited".
 */
export function mayGive(
  own: number | null,
  givenToOthers: number,
  maximum: number | null,
): boolean {
  if (own === null) return true;
  return maximum !== null && givenToOthers + maximum <= own;
}
