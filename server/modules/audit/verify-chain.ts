import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { chainPages } from "./internal/chain-pages";
import { latestCheckpointOutside } from "./internal/outside-checkpoint";
import { signingKey } from "./internal/signing-key";
import { readCheckpoints, readWitnesses, type Witnesses } from "./internal/witnesses";
import { ChainChecker, type ChainPoint, type ChainProblem } from "./rules/chain";
import { type Checkpoint, isSignedBy } from "./rules/checkpoint";

/** What a verification found. */
export type ChainReport = {
  ok: boolean;
  /** The last fact that was looked at. */
  checked: ChainPoint;
  /** At most `MAX_PROBLEMS`; one altered row is enough. */
  problems: ChainProblem[];
};

const MAX_PROBLEMS = 100;

/**
 * Recomputes the tenant's chain from `from` (default: its beginning) to its head, and holds it against every witness:
 * the head, the consumers' cursors, the signed checkpoints in the database and the latest one outside it.
 */
export async function verifyChain(ctx: Ctx, from?: ChainPoint): Promise<ChainReport> {
  authorize(ctx, "audit.read");
  const { before, checkpoints } = await inTenant(ctx, async (tx) => ({
    before: await readWitnesses(tx, ctx.tenantId),
    checkpoints: await readCheckpoints(tx, ctx.tenantId, from?.seq ?? 0),
  }));
  const outside = await latestCheckpointOutside(ctx.tenantId);
  const witnesses = outside ? [...checkpoints, outside] : checkpoints;
  const checker = new ChainChecker(ctx.tenantId, from);
  const hashes = await readThrough(ctx, checker, before.head.seq, witnesses);
  const after = await inTenant(ctx, (tx) => readWitnesses(tx, ctx.tenantId));
  const problems = [
    ...checker.problems,
    ...headProblems(checker.point, before, after),
    ...witnesses.flatMap((checkpoint) => checkpointProblems(ctx, checkpoint, before.head, hashes)),
  ];
  return {
    ok: problems.length === 0,
    checked: checker.point,
    problems: problems.slice(0, MAX_PROBLEMS),
  };
}

/** Takes every row; returns the hashes at the seqs that checkpoints speak of. */
async function readThrough(
  ctx: Ctx,
  checker: ChainChecker,
  upTo: number,
  checkpoints: readonly Checkpoint[],
): Promise<Map<number, string>> {
  const wanted = new Set(checkpoints.map(({ seq }) => seq));
  const hashes = new Map([[checker.point.seq, checker.point.hash]]);
  for await (const rows of chainPages(ctx, checker.point.seq, upTo)) {
    for (const row of rows) {
      checker.take(row);
      if (wanted.has(checker.point.seq)) hashes.set(checker.point.seq, checker.point.hash);
    }
    if (checker.problems.length >= MAX_PROBLEMS) break;
  }
  return hashes;
}

function headProblems(point: ChainPoint, before: Witnesses, after: Witnesses): ChainProblem[] {
  const problems: ChainProblem[] = [];
  const { head } = before;
  if (point.seq !== head.seq || point.hash !== head.hash)
    problems.push({
      kind: "head",
      seq: point.seq,
      detail: `the head is at ${head.seq}, the chain ends otherwise`,
    });
  if (after.lastSeq > after.head.seq)
    problems.push({ kind: "beyondHead", seq: after.head.seq + 1, detail: "rows after the head" });
  if (before.cursorSeq > head.seq)
    problems.push({
      kind: "tailCut",
      seq: head.seq,
      detail: `fact ${before.cursorSeq} has been delivered`,
    });
  return problems;
}

function checkpointProblems(
  ctx: Ctx,
  checkpoint: Checkpoint,
  head: ChainPoint,
  hashes: ReadonlyMap<number, string>,
): ChainProblem[] {
  const { seq } = checkpoint;
  const key = signingKey();
  const forged = checkpoint.keyId === key.keyId && !isSignedBy(key.publicKey, checkpoint);
  if (forged || checkpoint.tenantId !== ctx.tenantId)
    return [{ kind: "signature", seq, detail: "a checkpoint's signature does not fit" }];
  if (seq > head.seq)
    return [{ kind: "tailCut", seq: head.seq, detail: `fact ${seq} was signed for` }];
  const found = hashes.get(seq);
  // Before the segment that was asked for, the checkpoint itself is the starting point.
  if (found === undefined || found === checkpoint.hash) return [];
  return [{ kind: "checkpoint", seq, detail: "the signed checkpoint has another hash" }];
}
