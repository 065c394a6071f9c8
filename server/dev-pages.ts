import type { Env } from "./env";

/** Are the pages for developers (/dev/…) open? Anywhere but production; there only where `TRAMA_DEV_PAGES=1` says so. */
export const areDevPagesOpen = (env: Pick<Env, "NODE_ENV" | "TRAMA_DEV_PAGES">): boolean =>
  env.TRAMA_DEV_PAGES === "1" || (env.NODE_ENV !== "production" && env.TRAMA_DEV_PAGES !== "0");
