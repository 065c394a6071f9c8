import { router } from "./init";

/** Every module's router, loaded when first called: one big root slows cold starts. */
export const appRouter = router({});

export type AppRouter = typeof appRouter;
