"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { MoreHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { Button } from "@/app/_ui/primitives/button";
import { Menu, MenuItem } from "@/app/_ui/primitives/menu";
import { useMay } from "@/app/_ui/shell/person";
import type { ServiceDto } from "@/server/modules/subscriptions/schema";
import { ActivateDialog, BillDayDialog, PauseDialog } from "./small-dialogs";
import { ChangePlanDialog } from "./change-plan-dialog";
import { HoldDialog } from "./hold-dialog";
import { TerminateDialog } from "./terminate-dialog";

type Action =
  | "activate"
  | "changePlan"
  | "release"
  | "hold"
  | "resume"
  | "pause"
  | "changeBillDay"
  | "terminate"
  | "cancel";

/** What can be done with it as it stands; the first is the one thing to do next. */
export function ServiceActions({ service }: { service: ServiceDto }) {
  const t = useTranslations("services");
  const [asked, setAsked] = useState<Action>();
  const [first, ...rest] = useActions(service);
  if (!first) return null;
  return (
    <>
      <Button variant="primary" onClick={() => setAsked(first)}>
        {t(first)}
      </Button>
      {rest.length > 0 && (
        <Menu
          trigger={
            <Button aria-label={t("more")}>
              <MoreHorizontal aria-hidden />
            </Button>
          }
        >
          {rest.map((action) => (
            <MenuItem key={action} onSelect={() => setAsked(action)}>
              {t(action)}
            </MenuItem>
          ))}
        </Menu>
      )}
      {asked && <Asked action={asked} service={service} onClose={() => setAsked(undefined)} />}
    </>
  );
}

const isHeldByHand = ({ holds }: ServiceDto) => holds.includes("admin") || holds.includes("abuse");

function useActions(service: ServiceDto): Action[] {
  const may = useMay();
  const { state } = service;
  if (state === "terminated" || state === "cancelled") return [];
  const manage = may("service.manage");
  const suspend = may("service.suspend");
  const pending = state === "pendingInstall" || state === "pendingPayment";
  const byHand = isHeldByHand(service);
  const actions: [Action, boolean][] = [
    ["activate", manage && pending],
    ["release", suspend && byHand],
    ["resume", manage && state === "paused"],
    ["changePlan", manage],
    ["hold", suspend && !pending && !byHand],
    ["pause", manage && state === "active"],
    ["changeBillDay", manage && !pending],
    ["terminate", manage && !pending],
    ["cancel", manage && pending],
  ];
  return actions.flatMap(([action, offered]) => (offered ? [action] : []));
}

type AskedProps = { action: Action; service: ServiceDto; onClose: () => void };

function Asked({ action, service, onClose }: AskedProps) {
  const dialog = { service, onClose };
  switch (action) {
    case "activate":
      return <ActivateDialog {...dialog} />;
    case "changePlan":
      return <ChangePlanDialog {...dialog} />;
    case "hold":
      return <HoldDialog {...dialog} />;
    case "pause":
      return <PauseDialog {...dialog} />;
    case "changeBillDay":
      return <BillDayDialog {...dialog} />;
    case "terminate":
      return <TerminateDialog {...dialog} />;
    case "release":
    case "resume":
    case "cancel":
      return <Confirmed action={action} {...dialog} />;
    default:
      return action satisfies never;
  }
}

/** The ones that need no more than a reason. */
function Confirmed({
  action,
  service,
  onClose,
}: AskedProps & { action: "release" | "resume" | "cancel" }) {
  const t = useTranslations("services");
  const api = useTRPC();
  const cache = useQueryClient();
  const onSuccess = () => cache.invalidateQueries(api.services.pathFilter());
  const release = useMutation(api.services.reconnect.mutationOptions({ onSuccess }));
  const resume = useMutation(api.services.resume.mutationOptions({ onSuccess }));
  const cancel = useMutation(api.services.cancel.mutationOptions({ onSuccess }));
  const serviceId = service.id;
  const hold = service.holds.includes("admin") ? "admin" : "abuse";
  const run = (reason: string) => {
    if (action === "resume") return resume.mutateAsync({ serviceId });
    if (action === "cancel") return cancel.mutateAsync({ serviceId, reason });
    return release.mutateAsync({ serviceId, hold, reason });
  };
  return (
    <ConfirmAction
      open
      onOpenChange={onClose}
      title={t(`${action}Title`)}
      confirmLabel={t(action)}
      askReason={action !== "resume"}
      variant={action === "cancel" ? "danger" : "primary"}
      onConfirm={run}
    >
      {t(`${action}Text`)}
    </ConfirmAction>
  );
}
