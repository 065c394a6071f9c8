import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readDesk } from "../internal/read-desk";
import type { PayDesk } from "./schema";

/** What the signed-in customer can pay, and how. */
export const getPayDesk = (ctx: Ctx): Promise<PayDesk> => inTenant(ctx, (tx) => readDesk(ctx, tx));
