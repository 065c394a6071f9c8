"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import type { ListFilter } from "@/app/_ui/patterns/data-table/list-column";
import { SERVICE_STATES } from "@/server/modules/subscriptions/rules/service-machine";
import { useKindText } from "./service-badges";

const PLANS = { limit: 200 };

type Rhythm = { billingMode: string; intervalMonths: number };

/** The plans that are sold, as choices; with a rhythm, those that a service of it can change to. */
export function usePlanChoices(like?: Rhythm) {
  const api = useTRPC();
  const plans = useQuery(api.catalog.listPlans.queryOptions(PLANS));
  return (plans.data?.items ?? [])
    .filter(
      ({ billingMode, intervalMonths }) =>
        !like || (billingMode === like.billingMode && intervalMonths === like.intervalMonths),
    )
    .map(({ id, name, code }) => ({ value: id, label: name, detail: code }));
}

/** The filters of the list, each with its words and choices. */
export function useServiceFilters(): ListFilter[] {
  const t = useTranslations("services");
  const api = useTRPC();
  const kindText = useKindText();
  const plans = usePlanChoices();
  const units = useQuery(api.tenants.listUnits.queryOptions());
  const states = SERVICE_STATES.map((value) => ({ value, label: t(`states.${value}`) }));
  const network = (["on", "soft", "off", "gone"] as const).map((value) => ({
    value,
    label: t(`enforced.${value}`),
  }));
  const kinds = ["none", "manual", "webhook", "routeros"].map((value) => ({
    value,
    label: kindText(value),
  }));
  const held = (["Debt", "Abuse", "Admin", "Pause"] as const).map(
    (reason) =>
      ({ key: `held${reason}`, label: t(`heldFilter.${reason}`), type: "boolean" }) as const,
  );
  return [
    { key: "state", label: t("state"), type: "choice", options: states },
    { key: "plan", label: t("plan"), type: "choice", options: plans },
    {
      key: "unit",
      label: t("unit"),
      type: "choice",
      options: [
        ...(units.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
        { value: "none", label: t("noUnit") },
      ],
    },
    { key: "desired", label: t("desired"), type: "choice", options: network },
    { key: "differs", label: t("differs"), type: "boolean" },
    { key: "held", label: t("held"), type: "boolean" },
    ...held,
    { key: "enforcement", label: t("enforcement"), type: "choice", options: kinds },
    { key: "number", label: t("number"), type: "number" },
    { key: "createdAt", label: t("created"), type: "date" },
    { key: "ended", label: t("ended"), type: "boolean" },
  ];
}
