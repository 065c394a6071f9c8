"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Archive } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { publicErrorOf } from "@/app/_trpc/public-error-of";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { FormField } from "@/app/_ui/patterns/form-field";
import { showToast } from "@/app/_ui/patterns/toast/toasts";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { Checkbox } from "@/app/_ui/primitives/checkbox";
import { Input } from "@/app/_ui/primitives/input";
import { useMay } from "@/app/_ui/shell/person";
import type { PolicyDto } from "@/server/modules/billing/dunning/schema";
import { CutRules } from "./cut-rules";
import { draftOf, type LadderDraft, newLadder } from "./ladder-draft";
import { LadderPreview } from "./ladder-preview";
import { LadderReplay } from "./ladder-replay";
import { LadderSteps } from "./ladder-steps";
import { PromiseRules } from "./promise-rules";

type LadderEditorProps = {
  /** Absent: a new one. */
  policy?: PolicyDto;
  onSaved: (id: string | undefined) => void;
};

/** One ladder: its steps, when it may cut, what may be promised; beside it the days on which it would act. */
export function LadderEditor({ policy, onSaved }: LadderEditorProps) {
  const t = useTranslations("dunning");
  const fixed = !useMay()("billingPolicy.manage");
  const [draft, setDraft] = useState<LadderDraft>(() => (policy ? draftOf(policy) : newLadder()));
  const change = (part: Partial<LadderDraft>) => setDraft((before) => ({ ...before, ...part }));
  const { save, busy, error } = useSave(policy?.id, onSaved);
  const fields = publicErrorOf(error)?.fields ?? {};
  return (
    <>
      <div className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_24rem] xl:items-start">
        <Card className="min-w-0 p-5">
          <fieldset disabled={fixed} className="min-w-0 space-y-6">
            <FormField label={t("name")} error={fields.name}>
              {(control) => (
                <Input
                  {...control}
                  value={draft.name}
                  maxLength={80}
                  onChange={({ target }) => change({ name: target.value })}
                />
              )}
            </FormField>
            <Checkbox
              label={t("isDefault")}
              hint={t("isDefaultHint")}
              checked={draft.isDefault}
              disabled={policy?.isDefault}
              onChange={({ target }) => change({ isDefault: target.checked })}
            />
            <LadderSteps
              steps={draft.steps}
              error={fields.steps}
              onChange={(steps) => change({ steps })}
            />
            <CutRules draft={draft} errors={fields} onChange={change} />
            <PromiseRules draft={draft} onChange={change} />
            {error !== null && Object.keys(fields).length === 0 && <ErrorNotice error={error} />}
            {!fixed && (
              <div className="flex flex-wrap justify-between gap-2">
                {policy && !policy.isDefault ? (
                  <ArchiveLadder policy={policy} onDone={() => onSaved(undefined)} />
                ) : (
                  <span />
                )}
                <Button variant="primary" disabled={busy} onClick={() => save(draft)}>
                  {t("save")}
                </Button>
              </div>
            )}
          </fieldset>
        </Card>
        <LadderPreview draft={draft} />
      </div>
      <LadderReplay draft={draft} policyId={policy?.id} />
    </>
  );
}

function useSave(policyId: string | undefined, onSaved: (id: string) => void) {
  const t = useTranslations("dunning");
  const api = useTRPC();
  const cache = useQueryClient();
  const onSuccess = async (saved: PolicyDto) => {
    await cache.invalidateQueries(api.collections.pathFilter());
    showToast(t("saved"));
    onSaved(saved.id);
  };
  const create = useMutation(api.collections.createPolicy.mutationOptions({ onSuccess }));
  const update = useMutation(api.collections.updatePolicy.mutationOptions({ onSuccess }));
  return {
    busy: create.isPending || update.isPending,
    error: (policyId ? update.error : create.error) as unknown,
    save: (draft: LadderDraft) =>
      policyId ? update.mutate({ ...draft, policyId }) : create.mutate(draft),
  };
}

function ArchiveLadder({ policy, onDone }: { policy: PolicyDto; onDone: () => void }) {
  const t = useTranslations("dunning");
  const api = useTRPC();
  const cache = useQueryClient();
  const [asking, setAsking] = useState(false);
  const archive = useMutation(
    api.collections.archivePolicy.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.collections.pathFilter()),
    }),
  );
  return (
    <>
      <Button onClick={() => setAsking(true)}>
        <Archive aria-hidden />
        {t("archive")}
      </Button>
      <ConfirmAction
        open={asking}
        onOpenChange={setAsking}
        title={t("archiveTitle", { name: policy.name })}
        confirmLabel={t("archive")}
        onConfirm={async () => {
          await archive.mutateAsync({ policyId: policy.id });
          onDone();
        }}
      >
        {t("archiveText")}
      </ConfirmAction>
    </>
  );
}
