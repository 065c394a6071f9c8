import { useTranslations } from "next-intl";
import { cn } from "@/app/_ui/cn";

const STEPS = ["file", "mapping", "check", "run"] as const;

/** Where one is on the way. */
export function Steps({ at }: { at: (typeof STEPS)[number] }) {
  const t = useTranslations("import.steps");
  const now = STEPS.indexOf(at);
  return (
    <ol className="flex gap-2" aria-label={t("label")}>
      {STEPS.map((step, place) => (
        <li
          key={step}
          aria-current={step === at ? "step" : undefined}
          className={cn(
            "flex-1 border-t-4 pt-1.5 text-xs sm:text-sm",
            place <= now ? "border-t-brand font-medium" : "border-t-subtle text-muted",
          )}
        >
          <span className="tabular-nums">{place + 1}.</span> {t(step)}
        </li>
      ))}
    </ol>
  );
}
