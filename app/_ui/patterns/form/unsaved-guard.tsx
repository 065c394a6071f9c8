"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { standInTheWay } from "./unsaved";

/**
 * While `active`: following a link, the palette, or closing the tab asks first. The browser's own "back" cannot be
 * asked; what was typed then waits as a draft.
 */
export function UnsavedGuard({ active, keepsDraft }: { active: boolean; keepsDraft: boolean }) {
  const t = useTranslations("patterns.form");
  const router = useRouter();
  const [go, setGo] = useState<(() => void) | null>(null);
  useEffect(() => {
    if (!active) return undefined;
    const standAside = standInTheWay((then) => setGo(() => then));
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const href = plainLink(event);
      if (href === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      setGo(() => () => router.push(href));
    };
    window.addEventListener("beforeunload", onUnload);
    document.addEventListener("click", onClick, { capture: true });
    return () => {
      standAside();
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("click", onClick, { capture: true });
    };
  }, [active, router]);
  return (
    <Dialog
      open={go !== null}
      onOpenChange={(open) => open || setGo(null)}
      title={t("leaveTitle")}
      description={`${t("leaveText")} ${keepsDraft ? t("leaveDraft") : ""}`}
    >
      <div className="flex flex-wrap justify-end gap-2">
        <Button
          onClick={() => {
            go?.();
            setGo(null);
          }}
        >
          {t("leave")}
        </Button>
        <Button variant="primary" onClick={() => setGo(null)}>
          {t("stay")}
        </Button>
      </div>
    </Dialog>
  );
}

/** The address of a link in this product that a plain click would follow here; else undefined. */
function plainLink(event: MouseEvent): string | undefined {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
    return undefined;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.target === "_blank") return undefined;
  if (link.hasAttribute("download") || link.origin !== location.origin) return undefined;
  const href = link.pathname + link.search;
  return href === location.pathname + location.search ? undefined : href;
}
