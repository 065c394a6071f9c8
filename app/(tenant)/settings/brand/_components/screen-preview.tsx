import { Bell, House, Users } from "lucide-react";
import { useTranslations } from "next-intl";
import type { BrandLogos } from "@/app/_face/brand-provider";
import { BrandSign } from "@/app/_ui/patterns/brand-mark";
import { Badge } from "@/app/_ui/primitives/badge";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";

/** A piece of the staff's screens. */
export function ScreenPreview({ name, logos }: { name: string; logos: BrandLogos | null }) {
  const t = useTranslations("brand.sample");
  return (
    <Card className="space-y-3 p-4 sm:col-span-2">
      <BrandSign name={name} logos={logos} />
      <div className="grid gap-4 sm:grid-cols-[10rem_minmax(0,1fr)]">
        <ul className="space-y-0.5 text-sm">
          <li className="flex min-h-9 items-center gap-2.5 rounded-control bg-brand-soft px-2.5 font-medium text-on-brand-soft">
            <House aria-hidden className="size-4" />
            {t("home")}
          </li>
          <li className="flex min-h-9 items-center gap-2.5 rounded-control px-2.5 font-medium text-muted">
            <Users aria-hidden className="size-4" />
            {t("customers")}
          </li>
        </ul>
        <div className="space-y-3">
          <p>
            {t("text")}{" "}
            <span className="text-brand-text underline underline-offset-4">{t("link")}</span>
          </p>
          <div className="flex flex-wrap items-center gap-2">
            <Button variant="primary">{t("primary")}</Button>
            <Button>{t("secondary")}</Button>
            <Badge tone="ok">{t("paid")}</Badge>
            <Badge tone="bad">{t("overdue")}</Badge>
            <Bell aria-hidden className="size-5 text-accent" />
          </div>
        </div>
      </div>
    </Card>
  );
}
