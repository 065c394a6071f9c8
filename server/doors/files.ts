import { Forbidden, Invalid, NotFound, Unauthenticated } from "@/server/kernel/errors";
import { openFile } from "@/server/modules/files/open-file";
import { attachmentHeader } from "@/server/modules/files/rules";
import { fileIdInput } from "@/server/modules/files/schema";
import { uploadFile } from "@/server/modules/files/upload-file";
import { uploadOwnFile } from "@/server/modules/portal/account/upload-own-file";
import { uploadByLink } from "@/server/modules/portal/pay/upload-by-link";
import type { Ctx } from "@/server/tenancy/context";
import { answerError } from "./answer-error";
import { createContext } from "./create-context";
import type { Door } from "./door";
import type { DoorContext } from "./door-context";
import { requestGuard } from "./request-guard";

/**
 * `POST /api/files?name=…` with the bytes as the body, and `GET /api/files/<id>`. The sender's `Content-Type` is
 * not believed; what goes out is an attachment that no browser runs, whatever is in it.
 */
export const filesDoor: Door = async (request, peer) => {
  const ctx = await createContext({ headers: request.headers, ...peer });
  const answer = await answerSafely(ctx, request);
  for (const [name, value] of ctx.responseHeaders) answer.headers.append(name, value);
  return answer;
};

async function answerSafely(ctx: DoorContext, request: Request): Promise<Response> {
  try {
    const refusal = await requestGuard(ctx, { method: request.method, headers: bodiless(request) });
    if (refusal) throw refusal;
    return await route(ctx, request);
  } catch (error) {
    return answerError(error, ctx, "files");
  }
}

/** The guard asks every body to be JSON; a file is none. */
function bodiless(request: Request): Pick<Headers, "get"> {
  const hidden = new Set(["content-type", "content-length", "transfer-encoding"]);
  return { get: (name) => (hidden.has(name) ? null : request.headers.get(name)) };
}

async function route(ctx: DoorContext, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const id = /^\/api\/files(?:\/([^/]+))?$/.exec(url.pathname)?.[1];
  if (request.method === "POST" && id === undefined) {
    const token = request.headers.get(PAY_LINK);
    const who = token === null ? asSignedIn(ctx) : ofTenant(ctx);
    return receive(who, request, url.searchParams.get("name") ?? "", token);
  }
  if (request.method === "GET" && id !== undefined) return serve(asSignedIn(ctx), id);
  throw new Invalid("method_not_allowed");
}

/** Who sends a proof by a link to pay, without signing in, names it here. */
const PAY_LINK = "trama-pay-link";

/** Staff, API keys and customers of the host's tenant; the verbs ask for the permission. */
function asSignedIn(ctx: DoorContext): Ctx & { readOnly: boolean } {
  const known = ofTenant(ctx);
  if (ctx.actor.kind === "anonymous") throw new Unauthenticated();
  return known;
}

function ofTenant(ctx: DoorContext): Ctx & { readOnly: boolean } {
  const { host } = ctx;
  if (host.kind !== "tenant") throw new NotFound("file");
  if (host.status === "suspended") throw new Forbidden("tenant_suspended");
  return { ...ctx, tenantId: host.tenantId, readOnly: host.status === "read_only" };
}

async function receive(
  ctx: Ctx & { readOnly: boolean },
  request: Request,
  given: string,
  token: string | null,
): Promise<Response> {
  if (ctx.readOnly) throw new Forbidden("tenant_read_only");
  const read = async () => new Uint8Array(await request.arrayBuffer());
  const name = given.slice(0, 1000);
  const upload = ctx.actor.kind === "customer" ? uploadOwnFile : uploadFile;
  const file =
    token === null
      ? await upload(ctx, { name, bytes: await read() })
      : await uploadByLink(ctx, { token, name, read });
  return Response.json(file, { status: 201, headers: { "cache-control": "no-store" } });
}

async function serve(ctx: Ctx, id: string): Promise<Response> {
  const input = fileIdInput.safeParse({ id });
  if (!input.success) throw new NotFound("file");
  const { file, bytes } = await openFile(ctx, input.data);
  return new Response(new Uint8Array(bytes), {
    headers: {
      "content-type": file.mediaType,
      "content-disposition": attachmentHeader(file.name),
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
      "cross-origin-resource-policy": "same-origin",
      "cache-control": "private, no-store",
    },
  });
}
