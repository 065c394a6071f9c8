import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { dayIn } from "@/server/kernel/day";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { bankLike, owedBy, paymentsLike, referenceIn, twinsOf } from "./internal/look-up";
import { fetchProof, toProofDto } from "./internal/proof-row";
import { preMatch } from "./rules/pre-match";
import type { ProofDetailDto } from "./schema";

type Rest = {
  fileName: string;
  mediaType: string;
  receipt: string | null;
  decidedBy: string | null;
};

/** A proof within reach with all that a reviewer would look up. Throws `NotFound`. */
export async function readProof(ctx: Ctx, tx: Tx, proofId: string): Promise<ProofDetailDto> {
  const row = await fetchProof(ctx, tx, proofId);
  const { timeZone } = await tenantFacts(ctx, tx);
  const { invoices, owedMinor } = await owedBy(ctx, tx, row);
  const twins = await twinsOf(ctx, tx, row);
  const like = await paymentsLike(ctx, tx, row);
  const standing = twins.filter(({ status }) => status !== "rejected");
  const { rows } = await tx.execute<Rest>(sql`
    select f.name as "fileName", f.media_type as "mediaType",
      (select receipt_full_number from payments where tenant_id = f.tenant_id and id = ${row.paymentId}::uuid) as receipt,
      (select u.name from memberships m join users u on u.id = m.user_id where m.tenant_id = f.tenant_id
        and m.id = ${row.decidedByMembershipId}::uuid) as "decidedBy"
    from files f where f.tenant_id = ${ctx.tenantId} and f.id = ${row.fileId}`);
  const [rest] = rows;
  const matches = preMatch({
    ...{ amountMinor: row.amountMinor, paidOn: row.paidOn, operationKey: row.operationKey },
    ...{ broughtOn: dayIn(timeZone, row.createdAt), owedMinor },
    namedMinor:
      row.invoiceIds.length === 0 ? null : invoices.reduce((sum, one) => sum + one.openMinor, 0),
    ...{ paymentOperation: like.operation, paymentAmount: like.amount },
    twinFile: standing.some(({ same }) => same === "file"),
    twinOperation: standing.some(({ same }) => same === "operation"),
    ...(await bankLike(ctx, tx, row)),
    reference: await referenceIn(ctx, tx, row),
  });
  return {
    ...toProofDto(pick(row)),
    ...{ note: row.note, invoices, owedMinor, twins, rejectReason: row.rejectReason },
    file: { id: row.fileId, name: rest?.fileName ?? "", mediaType: rest?.mediaType ?? "" },
    // Once it is decided, what stands is its own doing.
    matches: row.status === "waiting" ? matches : [],
    payment: row.paymentId ? { id: row.paymentId, receipt: rest?.receipt ?? "" } : null,
    decidedBy: rest?.decidedBy ?? null,
    decidedAt: row.decidedAt?.toISOString() ?? null,
  };
}

type Fetched = Awaited<ReturnType<typeof fetchProof>>;

const pick = ({
  note: _note,
  fileId: _fileId,
  fileSha256: _sha,
  operationKey: _key,
  invoiceIds: _invoices,
  paymentId: _payment,
  rejectReason: _reason,
  decidedAt: _at,
  decidedByMembershipId: _by,
  ...row
}: Fetched) => row;
