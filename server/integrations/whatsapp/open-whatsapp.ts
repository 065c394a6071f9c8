import { Unavailable } from "@/server/kernel/errors";
import { SendProblem } from "@/server/modules/notifications/port";
import { whatsappProblem } from "@/server/modules/notifications/rules/whatsapp-problem";
import { callVendor } from "@/server/outbound/call-vendor";
import type { VendorCall, VendorCtx } from "@/server/outbound/types";
import { throwUnlessOk, VendorFailure } from "@/server/outbound/vendor-failure";
import {
  graphError,
  type SendTemplateRequest,
  sendTemplateRequest,
  sendTemplateResponse,
  type TemplateMessage,
  templateListResponse,
  type VendorTemplate,
  type WhatsappAccount,
  type WhatsappApi,
} from "./schema";

const BASE_URL = "https://graph.facebook.com";
const VERSION = "v23.0";
const PAGES_MAX = 10;

/**
 * WhatsApp's Cloud API over the Graph API. The vendor keeps no idempotency key: a send is repeated only when it surely
 * did not arrive; what was not answered for is `unknown`, and its status by webhook decides.
 */
export function openWhatsapp(settings: { baseUrl?: string | undefined } = {}): WhatsappApi {
  const root = `${(settings.baseUrl ?? BASE_URL).replace(/\/$/, "")}/${VERSION}`;
  return {
    sendTemplate: async (ctx, account, message) => {
      const url = `${root}/${encodeURIComponent(account.phoneNumberId)}/messages`;
      const body = JSON.stringify(sendTemplateRequest.parse(requestOf(message)));
      const init = { method: "POST", headers: headersOf(account), body };
      const json = await sent(ask(ctx, sendCall(account), url, init));
      const answer = sendTemplateResponse.safeParse(json);
      // Taken, yet not as documented: it may have gone out.
      if (!answer.success) throw new SendProblem("unknown", "outcome_unknown");
      return { id: answer.data.messages[0]?.id ?? "", waId: answer.data.contacts[0]?.wa_id };
    },
    listTemplates: async (ctx, account) => {
      const found: VendorTemplate[] = [];
      let after = "";
      for (let page = 0; page < PAGES_MAX; page++) {
        const url = new URL(
          `${root}/${encodeURIComponent(account.businessAccountId)}/message_templates`,
        );
        url.searchParams.set("limit", "100");
        url.searchParams.set("fields", "name,language,status,category,components");
        if (after) url.searchParams.set("after", after);
        const json = await ask(ctx, listCall(account), url.href, { headers: headersOf(account) });
        const { data, paging } = templateListResponse.parse(json);
        found.push(...data);
        after = paging?.next ? (paging.cursors?.after ?? "") : "";
        if (!after) break;
      }
      return found;
    },
  };
}

const sendCall = ({ integrationId }: WhatsappAccount): VendorCall => ({
  integration: { id: integrationId, vendor: "whatsapp" },
  operation: "send-template",
  idempotent: false,
  deadlineMs: 15_000,
  // The vendor's own limit for a number; one every six seconds to the same person is the channel's to keep.
  limits: { ratePerSecond: 80, burst: 80 },
});

const listCall = ({ integrationId }: WhatsappAccount): VendorCall => ({
  integration: { id: integrationId, vendor: "whatsapp" },
  operation: "list-templates",
  idempotent: true,
  deadlineMs: 20_000,
  actionClass: "none",
});

const headersOf = ({ accessToken }: WhatsappAccount) => ({
  authorization: `Bearer ${accessToken}`,
  "content-type": "application/json",
});

/** The answer's JSON; the vendor's own no is a `SendProblem` by its code, whatever the HTTP status. */
function ask(ctx: VendorCtx, call: VendorCall, url: string, init: RequestInit): Promise<unknown> {
  return callVendor(ctx, call, async (io) => {
    const answer = await io.fetch(url, init);
    const json: unknown = await answer.json().catch(() => undefined);
    const refusal = graphError.safeParse(json);
    if (refusal.success) throw refused(answer.status, refusal.data.error.code);
    throwUnlessOk(answer);
    return json;
  });
}

/** A limit is told to `callVendor` too, so that the lane pauses; the rest is the vendor's clear word. */
function refused(status: number, code: number): Error {
  const problem = whatsappProblem(code);
  if (problem.reason !== "too_fast") return problem;
  const retryAfterMs = (problem.afterSeconds ?? 1) * 1000;
  // One person's pace says nothing about the others'.
  if (code === 131056) return problem;
  return new VendorFailure("throttled", `graph ${status}: ${code}`, { status, retryAfterMs });
}

/** Of a send: was it surely not seen, or may it have gone out? */
async function sent<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    const cause = error instanceof Unavailable ? error.cause : undefined;
    if (!(cause instanceof VendorFailure)) throw error;
    const surelyNot = cause.kind === "unreached" || cause.kind === "throttled";
    if (!surelyNot) throw new SendProblem("unknown", "outcome_unknown", undefined, { cause });
    const seconds = Math.ceil((cause.retryAfterMs ?? 0) / 1000) || undefined;
    throw new SendProblem(
      "retry",
      cause.kind === "throttled" ? "too_fast" : "unavailable",
      seconds,
      {
        cause,
      },
    );
  }
}

function requestOf(message: TemplateMessage): SendTemplateRequest {
  const { to, name, language, components, callbackData } = message;
  return {
    messaging_product: "whatsapp",
    recipient_type: "individual",
    ...("phone" in to ? { to: to.phone.replace(/\D/g, "") } : { recipient: to.userId }),
    type: "template",
    template: {
      name,
      language: { code: language },
      ...(components.length > 0 && { components: [...components] }),
    },
    biz_opaque_callback_data: callbackData,
  };
}
