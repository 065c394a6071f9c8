import { lazy } from "@trpc/server";
import { router } from "./init";

/** Every module's router, loaded when first called: one big root slows cold starts. */
export const appRouter = router({
  tenants: lazy(() => import("@/server/modules/tenants/router")),
  platform: lazy(() => import("@/server/modules/platform/router")),
  integrations: lazy(() => import("@/server/modules/integrations/router")),
  panic: lazy(() => import("@/server/modules/panic/router")),
  auth: lazy(() => import("@/server/modules/auth/router")),
  jobs: lazy(() => import("@/server/modules/jobs/router")),
});

export type AppRouter = typeof appRouter;
