import { ExternalLink } from "lucide-react";
import { useTranslations } from "next-intl";
import type { PreviewDto } from "@/server/modules/templates/schema";

type Bubble = NonNullable<PreviewDto["bubble"]>;

/** A message as a phone shows it, and the numbered form under which WhatsApp knows it. */
export function WhatsAppBubble({ bubble }: { bubble: Bubble }) {
  const t = useTranslations("templates");
  const { header, body, footer, button, registered } = bubble;
  return (
    <div className="bg-raised p-4">
      <div className="max-w-sm overflow-hidden rounded-card rounded-tl-none border border-subtle bg-surface shadow-low">
        <div className="space-y-1.5 px-3.5 py-2.5">
          {header && <p className="font-semibold">{header}</p>}
          <p className="break-words whitespace-pre-wrap">{body}</p>
          {footer && <p className="text-xs text-muted">{footer}</p>}
        </div>
        {button && (
          <p className="flex items-center justify-center gap-2 border-t border-subtle px-3 py-2.5 font-medium text-brand-text">
            <ExternalLink aria-hidden className="size-4" />
            {button}
          </p>
        )}
      </div>
      <p className="mt-4 text-xs text-muted">{t("registered")}</p>
      <p className="mt-1 font-mono text-xs break-words whitespace-pre-wrap">{registered}</p>
    </div>
  );
}
