"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { eventWord } from "@/app/(tenant)/messages/_components/event-word";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { FormField } from "@/app/_ui/patterns/form-field";
import { showToast } from "@/app/_ui/patterns/toast/toasts";
import { Button } from "@/app/_ui/primitives/button";
import { Checkbox } from "@/app/_ui/primitives/checkbox";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { Input, Select } from "@/app/_ui/primitives/input";
import type { PolicyDto } from "@/server/modules/notifications/policy-schema";
import { ChannelOrder } from "./channel-order";

/** How one audience is told of one event. */
export function PolicyDialog({ policy, onClose }: { policy: PolicyDto; onClose: () => void }) {
  const t = useTranslations("notificationPolicy");
  const words = useTranslations("messageLog");
  const [draft, setDraft] = useState(policy);
  const set = (part: Partial<PolicyDto>) => setDraft((before) => ({ ...before, ...part }));
  const { save, reset } = useSaving(onClose);
  const { event, audience, own, templates } = policy;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={words(eventWord(event))}
      description={t(`audience.${audience}`)}
    >
      <form
        className="space-y-4"
        onSubmit={(submitted) => {
          submitted.preventDefault();
          const { own: _own, templates: _templates, ...input } = draft;
          save.mutate(input);
        }}
      >
        {(save.error || reset.error) && <ErrorNotice error={save.error ?? reset.error} />}
        <Checkbox
          label={t("on")}
          checked={draft.enabled}
          onChange={({ target }) => set({ enabled: target.checked })}
        />
        <ChannelOrder channels={draft.channels} onChange={(channels) => set({ channels })} />
        <FormField label={t("template")}>
          {(control) => (
            <Select
              {...control}
              value={draft.template}
              onChange={({ target }) => set({ template: target.value as PolicyDto["template"] })}
            >
              {templates.map((template) => (
                <option key={template} value={template}>
                  {words(eventWord(template))}
                </option>
              ))}
            </Select>
          )}
        </FormField>
        <FormField label={t("language")}>
          {(control) => (
            <Select
              {...control}
              value={draft.language}
              onChange={({ target }) => set({ language: target.value as PolicyDto["language"] })}
            >
              <option value="customer">{t("languageCustomer")}</option>
              {(["es", "en", "pt"] as const).map((locale) => (
                <option key={locale} value={locale}>
                  {t(`languages.${locale}`)}
                </option>
              ))}
            </Select>
          )}
        </FormField>
        <Checkbox
          label={t("quiet")}
          checked={draft.quietHours}
          onChange={({ target }) => set({ quietHours: target.checked })}
        />
        <FormField label={t("cap")} hint={t("capHint")}>
          {(control) => (
            <Input
              {...control}
              type="number"
              min={1}
              max={50}
              className="w-28"
              value={draft.maxPerDay ?? ""}
              onChange={({ target }) =>
                set({ maxPerDay: target.value === "" ? null : Number(target.value) })
              }
            />
          )}
        </FormField>
        <div className="flex flex-wrap justify-end gap-2">
          {own && (
            <Button disabled={reset.isPending} onClick={() => reset.mutate({ event, audience })}>
              {t("reset")}
            </Button>
          )}
          <Button
            type="submit"
            variant="primary"
            disabled={save.isPending || draft.channels.length === 0}
          >
            {t("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function useSaving(onClose: () => void) {
  const t = useTranslations("notificationPolicy");
  const api = useTRPC();
  const cache = useQueryClient();
  const done = (text: string) => ({
    onSuccess: async () => {
      await cache.invalidateQueries(api.notifications.listPolicies.pathFilter());
      showToast(text);
      onClose();
    },
  });
  return {
    save: useMutation(api.notifications.savePolicy.mutationOptions(done(t("saved")))),
    reset: useMutation(api.notifications.resetPolicy.mutationOptions(done(t("resetDone")))),
  };
}
