import { useTranslations } from "next-intl";
import type { BrandLogos } from "@/app/_face/brand-provider";
import { BrandSign } from "@/app/_ui/patterns/brand-mark";
import { Button } from "@/app/_ui/primitives/button";

/** What a customer sees on a phone. */
export function PortalPreview({ name, logos }: { name: string; logos: BrandLogos | null }) {
  const t = useTranslations("brand.sample");
  return (
    <div className="overflow-hidden rounded-card border border-subtle bg-background shadow-low">
      <div className="border-b-4 border-b-brand bg-surface px-4 py-3">
        <BrandSign name={name} logos={logos} />
      </div>
      <div className="space-y-3 p-4">
        <p className="text-lg font-semibold">{t("greeting")}</p>
        <p className="text-muted">{t("portalText")}</p>
        <Button variant="primary" className="w-full">
          {t("pay")}
        </Button>
      </div>
    </div>
  );
}
