import { getTranslations } from "next-intl/server";
import { PortalPdf } from "./portal-pdf";

/** The account's movements of the last twelve months as a file. */
export async function StatementPdf() {
  const t = await getTranslations("portal");
  const now = new Date();
  const to = now.toISOString().slice(0, 10);
  const from = new Date(Date.UTC(now.getUTCFullYear() - 1, now.getUTCMonth(), 1));
  return (
    <PortalPdf
      label={t("statement")}
      statement={{ from: from.toISOString().slice(0, 10), to, currency: "" }}
    />
  );
}
