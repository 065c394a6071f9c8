import { and, eq } from "drizzle-orm";
import { customers } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { Conflict, NotFound } from "@/server/kernel/errors";
import type { Ctx, Locale } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { renderDocument } from "./internal/render-document";
import { visibleCustomers } from "./list-records";
import { readContent } from "./read-content";
import { readSender } from "./read-sender";
import type { PdfDto, WelcomeLetterInput } from "./schema";

/**
 * The letter that tells a customer how to enter the portal, in the customer's language, with the address as QR.
 * Throws `NotFound`, `Conflict` for a customer who may not enter.
 */
export async function renderWelcomeLetter(ctx: Ctx, input: WelcomeLetterInput): Promise<PdfDto> {
  authorize(ctx, "customer.read");
  const template = "crm.welcomeLetter";
  const { sender, content, customer } = await inTenant(ctx, async (tx) => {
    const { name, number, locale, portalAccess } = customers;
    const [row] = await tx
      .select({ name, number, locale, portalAccess })
      .from(customers)
      .where(and(visibleCustomers(ctx), eq(customers.id, input.customerId)));
    if (!row) throw new NotFound("customer");
    if (!row.portalAccess) throw new Conflict("customer_without_portal");
    const place = { template, channel: "pdf", locale: row.locale as Locale } as const;
    return {
      customer: row,
      sender: await readSender(ctx, tx),
      content: (await readContent(ctx, tx, place)).content,
    };
  });
  const bytes = await renderDocument(ctx, {
    ...{ template, content, sender, locale: customer.locale as Locale },
    values: {
      name: customer.name,
      companyName: sender.brand.name,
      number: String(customer.number),
      url: sender.portalOrigin,
      today: ctx.now.toISOString(),
    },
  });
  const base64 = Buffer.from(bytes).toString("base64");
  return { name: `${template}-${customer.number}.pdf`, base64 };
}
