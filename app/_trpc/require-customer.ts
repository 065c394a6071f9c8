import { redirect } from "next/navigation";
import { cache } from "react";
import { currentFace } from "@/app/_face/current-face";
import { caller } from "./server";
import { knownError } from "@/server/doors/public-error";
import { portalPath } from "@/app/_face/portal-path";

/** Whose portal this is; strangers are sent to sign in. */
export const requireCustomer = cache(async () => {
  try {
    return await (await caller()).portal.getProfile();
  } catch (error) {
    if (knownError(error)?.code !== "unauthenticated") throw error;
    return redirect(portalPath((await currentFace()).opens, "/sign-in"));
  }
});
