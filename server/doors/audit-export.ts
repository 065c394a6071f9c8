import { authorize } from "@/server/auth/authorize";
import { requireFresh } from "@/server/auth/require-fresh";
import { Forbidden, NotFound } from "@/server/kernel/errors";
import { exportAudit } from "@/server/modules/audit/export-audit";
import type { Ctx } from "@/server/tenancy/context";
import { answerError } from "./answer-error";
import { createContext } from "./create-context";
import type { Door } from "./door";
import { requestGuard } from "./request-guard";

/** Path of the download. */
export const AUDIT_EXPORT_PATH = "/api/audit/export";

/**
 * The tenant's audit export as a download, page by page as the client takes it. A POST, since the export is itself a
 * fact: a link on another site must not set it off (the guard refuses foreign origins).
 */
export const auditExportDoor: Door = async (request, peer) => {
  const door = await createContext({ headers: request.headers, ...peer });
  try {
    if (request.method !== "POST") throw new NotFound("export");
    const refusal = await requestGuard(door, request, 1);
    if (refusal) throw refusal;
    const { host } = door;
    if (host.kind !== "tenant") throw new NotFound("tenant");
    if (host.status === "suspended") throw new Forbidden("tenant_suspended");
    const ctx: Ctx = { ...door, tenantId: host.tenantId };
    authorize(ctx, "audit.export");
    if (ctx.actor.kind === "user" && ctx.actor.viewAs) throw new Forbidden("viewing_as");
    requireFresh(ctx);
    const chunks = exportAudit(ctx);
    // The first one comes when the chain has been verified: a broken one is refused, not broken off in the middle.
    const first = await chunks.next();
    const day = door.now.toISOString().slice(0, 10);
    return new Response(streamOf(first, chunks), {
      headers: {
        "content-type": "application/jsonl; charset=utf-8",
        "content-disposition": `attachment; filename="audit-${host.slug}-${day}.jsonl"`,
        "cache-control": "no-store",
      },
    });
  } catch (error) {
    return answerError(error, door, "audit-export");
  }
};

/** Reads on only when the client has taken what it was given; a client that goes away ends the export. */
function streamOf(
  first: IteratorResult<string>,
  chunks: AsyncGenerator<string>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let ahead: IteratorResult<string> | undefined = first;
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = ahead ?? (await chunks.next());
      ahead = undefined;
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => void (await chunks.return(undefined)),
  });
}
