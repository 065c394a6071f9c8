import { z } from "zod";
import { composition } from "@/server/composition";
import { dispatch } from "@/server/jobs/dispatch";
import { deliverRow } from "@/server/jobs/qstash/deliver-row";
import { sweepOutbox } from "@/server/jobs/qstash/sweep-outbox";
import type { OutsideQueue } from "@/server/jobs/queue";
import { stableId } from "@/server/jobs/stable-id";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { log } from "@/server/log";

/** A message only names a row or a schedule. */
const MAX_BODY_BYTES = 16_384;

const bodySchema = z.union([
  z.strictObject({ tenant: z.uuid(), id: z.uuid() }),
  z.strictObject({ schedule: z.string().max(80) }),
]);

/**
 * The door that QStash calls, `POST /api/jobs/<name>`: verifies the signature over the raw body and our own public
 * address (never the Host header) with both keys, then runs the job. 401 without a valid signature, 404 where the
 * queue is another driver, 503 when the database is away (the vendor tries again).
 */
export async function handleJob(request: Request): Promise<Response> {
  const { queue } = composition();
  if (queue.driver !== "qstash") return answer(404, "no such door");
  if (request.method !== "POST") return answer(405, "POST only");
  const name = new URL(request.url).pathname.split("/").pop() ?? "";
  const body = await request.text();
  if (Buffer.byteLength(body) > MAX_BODY_BYTES) return answer(413, "too large");
  const signature = request.headers.get("upstash-signature") ?? "";
  const authentic = await queue.remote.isAuthentic({ signature, body, url: queue.doorUrl(name) });
  if (!authentic) return answer(401, "bad signature");
  const parsed = bodySchema.safeParse(json(body));
  if (!parsed.success) return answer(400, "not a message of ours");
  try {
    if ("schedule" in parsed.data) return await tick(queue, request, name, parsed.data.schedule);
    const result = await deliverRow(queue, { ...parsed.data, name });
    return result.kind === "busy" ? again(result.retryAfterSeconds) : answer(200, result.kind);
  } catch (error) {
    log.error({ err: error }, "job door failed; the vendor tries again");
    return answer(503, "try again");
  }
}

/** A schedule's tick is a job of the platform; the vendor's message id is its identity over retries. */
async function tick(
  queue: OutsideQueue,
  request: Request,
  name: string,
  schedule: string,
): Promise<Response> {
  if (name !== "schedule.fanOut") return answer(400, "not a schedule's address");
  const id = stableId(request.headers.get("upstash-message-id") ?? "");
  const outcome = await dispatch(
    { job: name, tenant: PLATFORM_TENANT_ID, id, request: id, payload: { schedule } },
    {
      attempt: 1 + Number(request.headers.get("upstash-retried") ?? 0),
      diedBefore: false,
      draining: new AbortController().signal,
      limitMs: queue.limitSeconds * 1000,
    },
  );
  if (outcome.kind === "retry") return answer(503, "try again");
  await sweepOutbox(queue);
  return answer(200, outcome.kind);
}

const answer = (status: number, text: string): Response =>
  new Response(text, { status, headers: { "content-type": "text/plain; charset=utf-8" } });

const again = (seconds: number): Response =>
  new Response("busy", { status: 503, headers: { "retry-after": String(seconds) } });

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
