"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { FormField } from "@/app/_ui/patterns/form-field";
import { showToast } from "@/app/_ui/patterns/toast/toasts";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { Select } from "@/app/_ui/primitives/input";

/** Who is given a ladder: one customer or one plan. */
export type LadderTarget = { customerId: string } | { itemId: string };

/** Gives or takes a ladder, and has everything that says so read again. */
export function useAssignLadder(onDone: () => void) {
  const t = useTranslations("dunning.assign");
  const api = useTRPC();
  const cache = useQueryClient();
  const assign = useMutation(
    api.collections.assignPolicy.mutationOptions({
      onSuccess: async () => {
        await Promise.all([
          cache.invalidateQueries(api.collections.pathFilter()),
          cache.invalidateQueries(api.customers.pathFilter()),
          cache.invalidateQueries(api.catalog.pathFilter()),
        ]);
        showToast(t("assigned"));
        onDone();
      },
    }),
  );
  const give = (target: LadderTarget, policyId: string | null) =>
    assign.mutate({
      policyId,
      ...("itemId" in target ? { itemIds: [target.itemId] } : { customerIds: [target.customerId] }),
    });
  return { give, isPending: assign.isPending, error: assign.error };
}

type LadderDialogProps = {
  target: LadderTarget;
  name: string;
  /** Its own one now; null: none. */
  policyId: string | null;
  onClose: () => void;
};

/** Which ladder a customer or a plan has as its own. */
export function LadderDialog({ target, name, policyId, onClose }: LadderDialogProps) {
  const t = useTranslations("dunning.assign");
  const common = useTranslations("common");
  const api = useTRPC();
  const policies = useQuery(api.collections.listPolicies.queryOptions());
  const [chosen, setChosen] = useState(policyId ?? "");
  const { give, isPending, error } = useAssignLadder(onClose);
  const ofPlan = "itemId" in target;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    give(target, chosen || null);
  };
  return (
    <Dialog open onOpenChange={onClose} title={t("change")} description={t("forPlan", { name })}>
      <form className="space-y-4" onSubmit={submit}>
        <FormField label={t("ladder")} hint={t(ofPlan ? "planHint" : "customerHint")}>
          {(control) => (
            <Select
              {...control}
              value={chosen}
              onChange={({ target: { value } }) => setChosen(value)}
            >
              <option value="">{t(ofPlan ? "planNone" : "ownNone")}</option>
              {(policies.data ?? []).map(({ id, name: ladder }) => (
                <option key={id} value={id}>
                  {ladder}
                </option>
              ))}
            </Select>
          )}
        </FormField>
        {error && <ErrorNotice error={error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" variant="primary" disabled={isPending || !policies.data}>
            {isPending ? common("working") : common("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
