import { useTranslations } from "next-intl";
import { CopyText } from "@/app/_ui/patterns/copy-text";
import { Button } from "@/app/_ui/primitives/button";
import { Notice } from "@/app/_ui/primitives/notice";

/** The secret that signs deliveries, for the receiver's configuration. */
export function ShownSecret({ secret, onDone }: { secret: string; onDone: () => void }) {
  const t = useTranslations("webhooks");
  return (
    <div className="space-y-4">
      <Notice tone="warn">{t("shownOnce")}</Notice>
      <CopyText text={secret} label={t("secret")} />
      <div className="flex justify-end">
        <Button variant="primary" onClick={onDone}>
          {t("saved")}
        </Button>
      </div>
    </div>
  );
}
