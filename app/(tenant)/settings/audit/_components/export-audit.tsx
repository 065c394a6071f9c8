import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/primitives/button";

/** Downloads the whole chain. A plain form: the browser saves what streams in, however long it is. */
export function ExportAudit() {
  const t = useTranslations("audit");
  return (
    <form method="post" action="/api/audit/export">
      <Button type="submit">
        <Download aria-hidden />
        {t("export")}
      </Button>
    </form>
  );
}
