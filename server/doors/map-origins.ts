/**
 * Origins that pages may draw maps from: of `TRAMA_MAP_STYLE_URL`, and those in `TRAMA_MAP_ORIGINS` (comma-separated;
 * tiles and glyphs often live elsewhere). What is no https origin is left out, so that nothing else slips into the policy.
 */
export function mapOrigins(env: Record<string, string | undefined>): readonly string[] {
  const given = [env.TRAMA_MAP_STYLE_URL, ...(env.TRAMA_MAP_ORIGINS ?? "").split(",")];
  const origins = given.flatMap((text) => {
    const url = URL.parse(text?.trim() ?? "");
    return url?.protocol === "https:" ? [url.origin] : [];
  });
  return [...new Set(origins)];
}
