"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { DateField } from "@/app/_ui/patterns/form/date-field";
import { Form } from "@/app/_ui/patterns/form/form";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { blackoutForm } from "@/server/modules/billing/dunning/schema";

const EMPTY = { fromDay: "", toDay: "", reason: "", kind: "blackout", branchId: "" } as const;

/** Some more days without cuts. */
export function NewBlackout() {
  const t = useTranslations("dunning");
  const api = useTRPC();
  const cache = useQueryClient();
  const branches = useQuery(api.tenants.listBranches.queryOptions());
  const add = useMutation(
    api.collections.addBlackout.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.collections.pathFilter()),
    }),
  );
  const form = useAppForm({ schema: blackoutForm, defaultValues: EMPTY });
  const open = (branches.data ?? []).filter(({ archivedAt }) => archivedAt === null);
  return (
    <Form
      form={form}
      unguarded
      submitLabel={t("addBlackout")}
      onSubmit={async ({ branchId, ...values }) => {
        await add.mutateAsync({ ...values, branchId: branchId || null });
        form.reset(EMPTY);
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        <DateField form={form} name="fromDay" label={t("blackoutFrom")} />
        <DateField form={form} name="toDay" label={t("blackoutTo")} />
        <TextField form={form} name="reason" label={t("blackoutReason")} maxLength={160} />
        <SelectField
          form={form}
          name="kind"
          label={t("blackoutKind")}
          options={(["blackout", "outage"] as const).map((value) => ({
            value,
            label: t(`blackoutKinds.${value}`),
          }))}
        />
        {open.length > 0 && (
          <SelectField
            form={form}
            name="branchId"
            label={t("branch")}
            placeholder={t("everywhere")}
            options={open.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </div>
    </Form>
  );
}
