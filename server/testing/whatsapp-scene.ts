import { sql } from "drizzle-orm";
import { composition, setComposition } from "@/server/composition";
import { openWhatsapp } from "@/server/integrations/whatsapp/open-whatsapp";
import { newId } from "@/server/kernel/ids";
import { originalContent } from "@/server/modules/templates/original-content";
import { toWhatsAppForm } from "@/server/modules/templates/rules/whatsapp-form";
import { toSynced, usualName } from "@/server/modules/notifications/rules/whatsapp-template";
import { sendMessage } from "@/server/modules/notifications/send-message";
import { tellCustomer, type TellCustomerInput } from "@/server/modules/notifications/tell-customer";
import { createIntegration } from "@/server/modules/integrations/create-integration";
import { systemCtx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { WhatsappStandin } from "@/standins/whatsapp/handler";
import { vendorTemplate } from "@/standins/whatsapp/templates";
import { serveHandler } from "@/standins/serve-handler";
import { mintStaff, type TestTenant } from "./tenant";

export const APP_SECRET = "app-secret-of-a-test";
export const VERIFY_TOKEN = "agreed-with-the-vendor";
/** Noon in Lima: no quiet hours. */
export const NOON = new Date("2026-11-20T17:00:00Z");

/** Points the product at a stand-in that listens on a socket of its own. */
export async function serveWhatsapp() {
  const scene = { standin: new WhatsappStandin() };
  const served = await serveHandler((request) => scene.standin.handle(request));
  const before = composition();
  setComposition({ ...before, whatsapp: openWhatsapp({ baseUrl: served.url }) });
  return {
    scene,
    url: served.url,
    stop: () => {
      setComposition(before);
      return served.stop();
    },
  };
}

/** Connects the tenant's number, with the reminder approved under its usual name. */
export async function connectWhatsapp(
  tenant: TestTenant,
  standin: WhatsappStandin,
  over: { status?: string; phoneNumberId?: string } = {},
): Promise<string> {
  const owner = await mintStaff(tenant, "owner");
  const root = composition().env.TRAMA_ROOT_HOST;
  const words = originalContent("billing.overdueReminder", "whatsapp", "es");
  const { text } = toWhatsAppForm(words).body;
  const button = `http://${tenant.slug}.${root}/portal/{{1}}`;
  const { status = "APPROVED", phoneNumberId = standin.phoneNumberId } = over;
  standin.templates = [
    vendorTemplate(usualName("billing.overdueReminder"), "es", text, { button, status }),
  ];
  const { id } = await createIntegration(owner.ctx, {
    ...{ vendor: "whatsapp", name: "WhatsApp" },
    config: {
      ...{ phoneNumberId, businessAccountId: standin.businessAccountId },
      templates: standin.templates.map(toSynced),
    },
    credentials: {
      ...{ accessToken: standin.accessToken, appSecret: APP_SECRET, verifyToken: VERIFY_TOKEN },
    },
  });
  return id;
}

/** A customer with a mail and a phone. */
export async function mintCustomer(
  tenant: TestTenant,
  over: { phone?: string; email?: string | null } = {},
): Promise<string> {
  const id = newId();
  const number = Math.floor(Math.random() * 1e9);
  const { phone = "+51999888777", email = `c${number}@mail.example` } = over;
  await inTenant(tenant.ctx, (tx) =>
    tx.execute(
      sql`insert into customers (id, tenant_id, number, name, email, phone) values (${id}, ${tenant.id}, ${number}, 'María Quispe', ${email}, ${phone})`,
    ),
  );
  return id;
}

/** Asks for the reminder and, unless told otherwise, nothing more; gives the message's id. */
export async function remind(
  tenant: TestTenant,
  over: Partial<TellCustomerInput> = {},
): Promise<string> {
  const ctx = systemCtx(tenant.id, "test", { now: NOON });
  const customerId = over.customerId ?? (await mintCustomer(tenant));
  const id = await inTenant(ctx, (tx) =>
    tellCustomer(ctx, tx, {
      event: "billing.overdueReminder",
      customerId,
      entity: { type: "invoice", id: newId() },
      params: { number: "R001-1", amount: "89.90 PEN", dueOn: "2026-11-10", url: "/invoices/x" },
      dedupeKey: newId(),
      ...over,
    }),
  );
  return id ?? "";
}

/** Runs the message's job, as the worker would at that instant. */
export const deliver = (tenant: TestTenant, messageId: string, now = NOON): Promise<void> =>
  sendMessage.handle(
    systemCtx(tenant.id, "test", { now }),
    { messageId },
    {
      ...{ jobId: newId(), name: "notifications.send", attempt: 1, timeoutMs: 60_000 },
      ...{ signal: new AbortController().signal, deadline: new Date(Date.now() + 60_000) },
    },
  );

/** The tenant's messages in the order in which they were made. */
export async function messageLog(tenant: TestTenant): Promise<Record<string, unknown>[]> {
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`select * from messages where tenant_id = ${tenant.id} order by id`),
  );
  return rows;
}
