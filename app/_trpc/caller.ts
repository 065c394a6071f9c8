import { headers } from "next/headers";
import { cache } from "react";
import { createContext } from "@/server/doors/create-context";
import { appRouter } from "@/server/trpc/root";

/** Pages only read; what needs the caller's true address goes through a door. */
const NO_ADDRESS = "0.0.0.0";

/** The request's context, once a request. */
export const context = cache(async () =>
  createContext({ headers: await headers(), ip: NO_ADDRESS }),
);

/** Plain calls, for pages that need an answer before they can be drawn; apart from `server.tsx`, whose client code the public pages do without. */
export const caller = cache(async () => appRouter.createCaller(await context()));
