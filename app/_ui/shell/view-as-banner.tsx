"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { Eye } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Button } from "@/app/_ui/primitives/button";

/** Through whose eyes one looks, on every page while it lasts, with the way out; nothing for everybody else. */
export function ViewAsBanner() {
  const t = useTranslations("roles");
  const roles = useTranslations("role");
  const api = useTRPC();
  const { data } = useQuery(api.people.viewingAs.queryOptions());
  const leave = useMutation(
    api.people.viewAs.mutationOptions({ onSuccess: () => location.assign("/settings/roles") }),
  );
  if (!data?.viewing) return null;
  const { role, customRoleName } = data.viewing;
  return (
    <aside
      aria-label={t("viewing")}
      className="sticky top-0 z-30 flex flex-wrap items-center gap-x-4 gap-y-2 bg-brand px-4 py-2 text-on-brand sm:px-6"
    >
      <Eye aria-hidden className="size-4 shrink-0 max-sm:hidden" />
      <p className="min-w-0 flex-1 break-words">
        {t("viewingAs", { role: customRoleName ?? roles(role) })}
      </p>
      <Button
        className="border-transparent"
        disabled={leave.isPending || leave.isSuccess}
        onClick={() => leave.mutate({})}
      >
        {t("leaveView")}
      </Button>
      {leave.isError && <ErrorNotice error={leave.error} />}
    </aside>
  );
}
