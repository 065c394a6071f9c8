import { NotFound } from "@/server/kernel/errors";
import { tenantProcedure } from "@/server/trpc/procedures";

/** Anybody at a company's portal; the platform itself has none. */
export const visitor = tenantProcedure.use(({ ctx, next }) => {
  if (ctx.host.kind !== "tenant") throw new NotFound("procedure");
  return next();
});
