import { lazy } from "@trpc/server";
import { router } from "./init";

/** Every module's router, loaded when first called: one big root slows cold starts. */
export const appRouter = router({
  files: lazy(() => import("@/server/modules/files/router")),
  signUp: lazy(() => import("@/server/modules/sign-up/router")),
  tenants: lazy(() => import("@/server/modules/tenants/router")),
  audit: lazy(() => import("@/server/modules/audit/router")),
  auth: lazy(() => import("@/server/modules/auth/router")),
  hub: lazy(() => import("@/server/modules/hub/router")),
  impersonation: lazy(() => import("@/server/modules/impersonation/router")),
  integrations: lazy(() => import("@/server/modules/integrations/router")),
  jobs: lazy(() => import("@/server/modules/jobs/router")),
  notifications: lazy(() => import("@/server/modules/notifications/router")),
  people: lazy(() => import("@/server/modules/people/router")),
  panic: lazy(() => import("@/server/modules/panic/router")),
  billing: lazy(() => import("@/server/modules/billing/router")),
  billingRuns: lazy(() => import("@/server/modules/billing/run/router")),
  payments: lazy(() => import("@/server/modules/payments/router")),
  collections: lazy(() => import("@/server/modules/billing/collections/router")),
  catalog: lazy(() => import("@/server/modules/catalog/router")),
  customers: lazy(() => import("@/server/modules/crm/router")),
  imports: lazy(() => import("@/server/modules/imports/router")),
  services: lazy(() => import("@/server/modules/subscriptions/router")),
  network: lazy(() => import("@/server/modules/network/router")),
  work: lazy(() => import("@/server/modules/work/router")),
  portal: lazy(() => import("@/server/modules/portal/router")),
  platform: lazy(() => import("@/server/modules/platform/router")),
  templates: lazy(() => import("@/server/modules/templates/router")),
});

export type AppRouter = typeof appRouter;
