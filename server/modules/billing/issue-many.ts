import { authorize } from "@/server/auth/authorize";
import { TramaError } from "@/server/kernel/errors";
import { log } from "@/server/log";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { issueDraft } from "./internal/issue-draft";
import type { BulkIssueDto, BulkIssueInput } from "./schema";

/** Issues drafts one by one, each in a transaction of its own: one that fails says why and stops nobody else. */
export async function issueMany(ctx: Ctx, { invoiceIds }: BulkIssueInput): Promise<BulkIssueDto> {
  authorize(ctx, "invoice.manage");
  const done: BulkIssueDto = { issued: [], failed: [] };
  for (const invoiceId of new Set(invoiceIds))
    try {
      const number = await inTenant(ctx, (tx) => issueDraft(ctx, tx, invoiceId));
      done.issued.push({ invoiceId, number });
    } catch (error) {
      if (!(error instanceof TramaError))
        log.error({ tenantId: ctx.tenantId, invoiceId, err: error }, "a draft could not be issued");
      done.failed.push({
        invoiceId,
        error: error instanceof TramaError ? error.key : "unexpected",
      });
    }
  return done;
}
