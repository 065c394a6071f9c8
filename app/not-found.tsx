import { Compass } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { Button } from "@/app/_ui/primitives/button";

/** No such address, or not for this person: the same words, so that nothing can be guessed. */
export default async function NotFound() {
  const t = await getTranslations("error");
  return (
    <main className="grid min-h-[70dvh] place-items-center">
      <EmptyState
        icon={Compass}
        title={
          <span role="heading" aria-level={1}>
            {t("notFoundTitle")}
          </span>
        }
        action={
          <Button asChild variant="primary">
            <a href="/">{t("home")}</a>
          </Button>
        }
      >
        {t("notFoundText")}
      </EmptyState>
    </main>
  );
}
