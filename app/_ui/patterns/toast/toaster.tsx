"use client";

import { CircleAlert, CircleCheck, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState, useSyncExternalStore } from "react";
import { Button } from "@/app/_ui/primitives/button";
import { hideToast, SHOWN_MS, type Toast, toastStore } from "./toasts";

const NONE: readonly Toast[] = [];

/**
 * Where toasts appear: read aloud when they come, without taking the focus. At the top where a dialog is a sheet at the
 * bottom or reaches under the corner, so that no toast lies over its buttons; in the corner where there is room beside it.
 */
export function Toaster() {
  const t = useTranslations("patterns.toast");
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.read, () => NONE);
  return (
    <section
      aria-label={t("label")}
      aria-live="polite"
      aria-relevant="additions"
      className="pointer-events-none fixed inset-x-2 top-[max(0.5rem,env(safe-area-inset-top))] z-60 flex flex-col items-stretch gap-2 sm:right-4 sm:left-auto sm:w-96 xl:top-auto xl:bottom-4"
    >
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </section>
  );
}

function ToastCard({ toast }: { toast: Toast }) {
  const t = useTranslations();
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return undefined;
    const timer = setTimeout(() => hideToast(toast.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [held, toast.id]);
  const Icon = toast.tone === "ok" ? CircleCheck : CircleAlert;
  return (
    <div
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex items-center gap-2.5 rounded-card border border-subtle bg-surface py-2 pr-2 pl-3.5 shadow-high"
    >
      <Icon
        aria-hidden
        className={toast.tone === "ok" ? "size-4 shrink-0 text-ok" : "size-4 shrink-0 text-bad"}
      />
      <p className="min-w-0 flex-1 break-words">{toast.text}</p>
      {toast.undo && (
        <Button
          size="sm"
          onClick={() => {
            toast.undo?.();
            hideToast(toast.id);
          }}
        >
          {t("patterns.toast.undo")}
        </Button>
      )}
      <Button
        variant="quiet"
        size="sm"
        className="size-8 px-0"
        aria-label={t("common.close")}
        onClick={() => hideToast(toast.id)}
      >
        <X aria-hidden />
      </Button>
    </div>
  );
}
