"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { EllipsisVertical, KeyRound, Pause, Play, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { Menu, MenuItem, MenuSeparator } from "@/app/_ui/primitives/menu";
import type { EndpointDto } from "@/server/modules/hub/schema";
import { ShownSecret } from "./shown-secret";

/** Test, pause, rotate, delete. */
export function EndpointActions({ endpoint }: { endpoint: EndpointDto }) {
  const t = useTranslations("webhooks");
  const common = useTranslations("common");
  const [asked, setAsked] = useState<"rotate" | "delete">();
  const { test, pause, resume, rotate, remove } = useEndpointActions();
  const input = { endpointId: endpoint.id };
  const failure = test.error ?? pause.error ?? resume.error;
  return (
    <>
      <Button variant="primary" onClick={() => test.mutate(input)} disabled={test.isPending}>
        {t("test")}
      </Button>
      <Menu
        trigger={
          <Button size="icon" aria-label={common("actions")}>
            <EllipsisVertical aria-hidden />
          </Button>
        }
      >
        {endpoint.status === "active" ? (
          <MenuItem onSelect={() => pause.mutate(input)}>
            <Pause aria-hidden /> {t("pause")}
          </MenuItem>
        ) : (
          <MenuItem onSelect={() => resume.mutate(input)}>
            <Play aria-hidden /> {t("resume")}
          </MenuItem>
        )}
        <MenuItem onSelect={() => setAsked("rotate")}>
          <KeyRound aria-hidden /> {t("rotate")}
        </MenuItem>
        <MenuSeparator />
        <MenuItem onSelect={() => setAsked("delete")}>
          <Trash2 aria-hidden /> {t("delete")}
        </MenuItem>
      </Menu>
      {failure && (
        <div className="w-full">
          <ErrorNotice error={failure} />
        </div>
      )}
      <ConfirmAction
        open={asked === "rotate"}
        onOpenChange={() => setAsked(undefined)}
        title={t("rotateTitle")}
        confirmLabel={t("rotate")}
        variant="primary"
        onConfirm={() => rotate.mutateAsync(input)}
      >
        {t("rotateText")}
      </ConfirmAction>
      <ConfirmAction
        open={asked === "delete"}
        onOpenChange={() => setAsked(undefined)}
        title={t("deleteTitle")}
        confirmLabel={t("delete")}
        onConfirm={() => remove.mutateAsync(input)}
      >
        {t("deleteText", { url: endpoint.url })}
      </ConfirmAction>
      {rotate.data && (
        <Dialog open onOpenChange={() => rotate.reset()} title={t("rotate")}>
          <ShownSecret secret={rotate.data.secret} onDone={() => rotate.reset()} />
        </Dialog>
      )}
    </>
  );
}

function useEndpointActions() {
  const api = useTRPC();
  const cache = useQueryClient();
  const router = useRouter();
  const onSuccess = () => cache.invalidateQueries(api.hub.pathFilter());
  return {
    test: useMutation(api.hub.sendTestWebhook.mutationOptions({ onSuccess })),
    pause: useMutation(api.hub.pauseEndpoint.mutationOptions({ onSuccess })),
    resume: useMutation(api.hub.resumeEndpoint.mutationOptions({ onSuccess })),
    rotate: useMutation(api.hub.rotateSecret.mutationOptions({ onSuccess })),
    remove: useMutation(
      api.hub.deleteEndpoint.mutationOptions({
        // Away first: this very page has nothing left to show.
        onSuccess: () => router.push("/settings/webhooks"),
        onSettled: () => cache.invalidateQueries(api.hub.listEndpoints.queryFilter()),
      }),
    ),
  };
}
