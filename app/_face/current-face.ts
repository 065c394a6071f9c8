import { headers } from "next/headers";
import { cache } from "react";
import { type Face, readFace } from "./face";

/** The face of the request being drawn, and the nonce its styles and scripts carry. */
export const currentFace = cache(async (): Promise<Face & { nonce: string; path: string }> => {
  const list = await headers();
  return {
    ...readFace(list),
    nonce: list.get("x-nonce") ?? "",
    path: list.get("x-trama-path") ?? "/",
  };
});
