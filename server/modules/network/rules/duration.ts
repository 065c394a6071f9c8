const PARTS = /^(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;
const CLOCK = /^(?:(\d+)w)?(?:(\d+)d)?(\d+):(\d{2}):(\d{2})$/;

/** RouterOS durations (`1w2d3h4m5s`, `1d02:03:04`) in seconds; undefined for what is none. */
export function seconds(text: string | undefined): number | undefined {
  if (!text) return undefined;
  const [, ...parts] = PARTS.exec(text) ?? CLOCK.exec(text) ?? [];
  if (parts.length === 0) return undefined;
  const [w, d, h, m, s] = parts.map((part) => Number(part ?? 0));
  return (w ?? 0) * 604_800 + (d ?? 0) * 86_400 + (h ?? 0) * 3_600 + (m ?? 0) * 60 + (s ?? 0);
}
