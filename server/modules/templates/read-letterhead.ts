import { brandForPdf } from "@/server/modules/tenants/brand-for-mail";
import { flattenLogo } from "@/server/pdf/flatten-logo";
import type { Letterhead } from "@/server/pdf/paper";
import type { Ctx, Locale } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readContent } from "./read-content";
import type { Sender } from "./read-sender";
import type { Content } from "./rules/content";
import { fillText } from "./rules/fill-text";
import { definitionOf } from "./rules/registry";

type Asked = { locale: Locale; sender: Sender; words?: Content | undefined };

/** The tenant's letterhead, in its words or in those that are being tried out. Outside any transaction. */
export async function readLetterhead(
  ctx: Ctx,
  { locale, sender, words }: Asked,
): Promise<Letterhead> {
  const place = { template: "documents.letterhead", channel: "pdf", locale } as const;
  const content = words ?? (await inTenant(ctx, (tx) => readContent(ctx, tx, place))).content;
  const brand = await brandForPdf(ctx.tenantId);
  const { company, timeZone } = sender;
  const { variables } = definitionOf(place.template);
  const given = Object.entries({ ...company, companyName: brand.name }).filter(([, text]) => text);
  const filling = { variables, values: Object.fromEntries(given), locale, timeZone };
  return {
    ...{ name: brand.name, text: brand.text, fill: brand.fill },
    logo: brand.logo && (await flattenLogo(brand.logo)),
    header: tidy(fillText(content["header"] ?? "", filling)),
    footer: tidy(fillText(content["footer"] ?? "", filling)),
  };
}

/** What the company has not said leaves no dot behind. */
const tidy = (line: string): string =>
  line
    .split("·")
    .map((part) => part.trim())
    .filter(Boolean)
    .join(" · ");
