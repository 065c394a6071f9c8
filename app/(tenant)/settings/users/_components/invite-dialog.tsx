"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { z } from "zod";
import { useTRPC } from "@/app/_trpc/client";
import { Form } from "@/app/_ui/patterns/form/form";
import { PhoneField } from "@/app/_ui/patterns/form/phone-field";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { toChoice, useRoleOptions } from "./role-options";

const fields = z
  .object({
    name: z.string().trim().min(1).max(80),
    by: z.enum(["email", "phone"]),
    email: z.string().trim().max(254),
    phone: z.string(),
    role: z.string(),
    team: z.string(),
  })
  .check((given) => {
    const { by, email, phone } = given.value;
    const good = by === "email" ? z.email().safeParse(email).success : /^\+\d{7,15}$/.test(phone);
    if (!good)
      given.issues.push({
        ...{ code: "invalid_format", format: by, path: [by] },
        input: given.value[by],
      });
  });
type Fields = z.output<typeof fields>;

/** Asks somebody to join, by e-mail or, who has none, by phone. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("people");
  const api = useTRPC();
  const teams = useQuery(api.people.listTeams.queryOptions());
  const tenant = useQuery(api.tenants.get.queryOptions());
  const roleOptions = useRoleOptions();
  const send = useInvite(onClose);
  const form = useAppForm<Fields, Fields>({
    schema: fields,
    defaultValues: { name: "", by: "email", email: "", phone: "", role: "technician", team: "" },
  });
  const by = form.watch("by");
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t("invite")}>
      <Form
        form={form}
        unguarded
        submitLabel={t("sendInvitation")}
        onCancel={onClose}
        onSubmit={send}
      >
        <TextField form={form} name="name" label={t("name")} maxLength={80} />
        <SelectField
          form={form}
          name="by"
          label={t("inviteBy")}
          options={[
            { value: "email", label: t("byEmail") },
            { value: "phone", label: t("byPhone") },
          ]}
        />
        {by === "email" ? (
          <TextField form={form} name="email" type="email" label={t("email")} />
        ) : (
          <PhoneField
            form={form}
            name="phone"
            label={t("phone")}
            hint={t("phoneHint")}
            country={tenant.data?.country ?? "PE"}
          />
        )}
        <SelectField form={form} name="role" label={t("role")} options={roleOptions} />
        {(teams.data?.length ?? 0) > 0 && (
          <SelectField
            form={form}
            name="team"
            label={t("team")}
            placeholder={t("noTeam")}
            options={(teams.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </Form>
    </Dialog>
  );
}

function useInvite(onClose: () => void) {
  const api = useTRPC();
  const cache = useQueryClient();
  const invite = useMutation(api.people.inviteMember.mutationOptions());
  return async ({ name, by, email, phone, role, team }: Fields) => {
    await invite.mutateAsync({
      name,
      ...(by === "email" ? { email } : { phone }),
      ...toChoice(role),
      ...(team && { teamId: team }),
    });
    await cache.invalidateQueries(api.people.pathFilter());
    onClose();
  };
}
