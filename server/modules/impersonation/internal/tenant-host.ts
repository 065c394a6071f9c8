import { composition } from "@/server/composition";

/** Origin of a host under the root, from what is stored, never from a request's Host. */
export function originOf(slug: string): string {
  const { TRAMA_PUBLIC_SCHEME, TRAMA_ROOT_HOST } = composition().env;
  return `${TRAMA_PUBLIC_SCHEME}://${slug}.${TRAMA_ROOT_HOST}`;
}
