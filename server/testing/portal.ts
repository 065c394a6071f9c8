import { openJson } from "@/server/secrets/seal";
import { requestCode } from "@/server/modules/portal/request-code";
import { sendCode } from "@/server/modules/portal/send-code";
import type { MessageJob } from "@/server/modules/notifications/schema";
import { newId } from "@/server/kernel/ids";
import { inTenant } from "@/server/tenancy/in-tenant";
import { hostOf, type startTestServer } from "./http";
import { asJobs } from "./queue-rigs/graphile-rig";
import { cookiesOf } from "./sign-in";
import type { TestTenant } from "./tenant";
import type { Ctx } from "@/server/tenancy/context";

type Server = Awaited<ReturnType<typeof startTestServer>>;

/** A caller whom nobody knows yet, from an address of their own. */
export const visitorOf = (tenant: TestTenant, ip = "192.0.2.7"): Ctx => ({
  ...tenant.ctx,
  requestId: newId(),
  now: new Date(),
  actor: { kind: "anonymous" },
  ip,
});

/** The newest message that waits in the tenant's queue, opened. */
export async function lastMessage(
  tenant: TestTenant,
): Promise<{ job: MessageJob; secrets: Record<string, string> } | undefined> {
  const { rows } = await asJobs<{ payload: { payload: MessageJob } }>(
    "select payload from graphile_worker._private_jobs where payload->>'tenant' = $1 and payload->>'job' = 'notifications.deliver' order by id desc limit 1",
    [tenant.id],
  );
  const job = rows[0]?.payload.payload;
  if (!job) return undefined;
  const place = { table: "messages", column: "secrets", rowId: job.messageId };
  const secrets = job.secretsSealed
    ? await inTenant(tenant.ctx, (tx) => openJson(tenant.ctx, tx, place, job.secretsSealed ?? ""))
    : {};
  return { job, secrets: secrets as Record<string, string> };
}

/** Runs the job that makes and sends a code, as the worker would. */
export const runSendCode = (
  tenant: TestTenant,
  codeId: string,
  typed: "email" | "phone" = "email",
) =>
  sendCode.handle(
    { ...tenant.ctx, now: new Date() },
    { codeId, typed },
    {
      jobId: newId(),
      name: "portal.sendCode",
      attempt: 1,
      signal: new AbortController().signal,
      deadline: new Date(Date.now() + 60_000),
      timeoutMs: 60_000,
    },
  );

/** Asks for a code and gives it with its link, as its owner reads them. */
export async function askForCode(
  tenant: TestTenant,
  address: string,
  ctx = visitorOf(tenant),
): Promise<{ requestId: string; code: string; link: string }> {
  const { requestId } = await requestCode(ctx, { address });
  await runSendCode(tenant, requestId, address.includes("@") ? "email" : "phone");
  const message = await lastMessage(tenant);
  const { code = "", url = "" } = message?.secrets ?? {};
  return { requestId, code, link: url.split("#")[1] ?? "" };
}

/** Turns a ticket into the cookie of a door: the portal's, unless told. */
export async function redeem(
  server: Server,
  slug: string,
  ticket: string,
  face: "portal" | "staff" = "portal",
): Promise<string> {
  const host = hostOf(slug);
  const headers: Record<string, string> = face === "portal" ? { "trama-face": "portal" } : {};
  const csrf = await server.send(host, { path: "/api/auth/csrf", headers });
  const signed = await server.send(host, {
    method: "POST",
    path: "/api/auth/callback/ticket",
    headers: {
      ...headers,
      origin: `http://${host}`,
      cookie: cookiesOf(csrf),
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams({
      csrfToken: csrf.json<{ csrfToken: string }>().csrfToken,
      ticket,
      json: "true",
    }).toString(),
  });
  return (
    cookiesOf(signed)
      .split("; ")
      .find((cookie) => /^__Host-trama\.(?:session|portal)=/.test(cookie)) ?? ""
  );
}
