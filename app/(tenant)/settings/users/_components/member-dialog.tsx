"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { z } from "zod";
import { useTRPC } from "@/app/_trpc/client";
import { Form } from "@/app/_ui/patterns/form/form";
import { PhoneField } from "@/app/_ui/patterns/form/phone-field";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { When } from "@/app/_ui/patterns/when";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { useMay, usePerson } from "@/app/_ui/shell/person";
import type { MemberDetailDto, MemberDto } from "@/server/modules/people/schema";
import { MemberActions } from "./member-actions";
import { toChoice, useRoleOptions } from "./role-options";
import { useChangeMember } from "./use-change-member";

/** One person: what guards their account, role and team, and what can be done. */
export function MemberDialog({ member, onClose }: { member: MemberDto; onClose: () => void }) {
  const may = useMay();
  const detail = useQuery(
    useTRPC().people.getMember.queryOptions({ membershipId: member.id }, { staleTime: 0 }),
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={member.name}
      description={member.email ?? member.phone ?? ""}
    >
      <QueryView query={detail}>
        {(found) => (
          <div className="space-y-5">
            <Guards member={found} />
            {may("member.manage") && (
              <>
                <MemberForm member={found} onClose={onClose} />
                <MemberActions member={found} onDone={onClose} />
              </>
            )}
          </div>
        )}
      </QueryView>
    </Dialog>
  );
}

function Guards({ member }: { member: MemberDetailDto }) {
  const t = useTranslations("people");
  const facts = [
    [t("lastSeen"), member.lastSeenAt ? <When key="at" at={member.lastSeenAt} /> : t("never")],
    [t("sessions"), member.sessions],
    [t("secondFactor"), member.secondFactor ? t("on") : t("off")],
    [t("passkeys"), member.passkeys],
  ] as const;
  return (
    <dl className="grid grid-cols-2 gap-3">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt className="text-xs text-muted">{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const fields = z.object({
  role: z.string(),
  team: z.string(),
  unit: z.string(),
  branch: z.string(),
  phone: z.string(),
});
type Fields = z.output<typeof fields>;

function MemberForm({ member, onClose }: { member: MemberDetailDto; onClose: () => void }) {
  const t = useTranslations("people");
  const api = useTRPC();
  const [teams, units, branches, tenant] = [
    useQuery(api.people.listTeams.queryOptions()),
    useQuery(api.tenants.listUnits.queryOptions()),
    useQuery(api.tenants.listBranches.queryOptions()),
    useQuery(api.tenants.get.queryOptions()),
  ];
  const roleOptions = useRoleOptions();
  const { id } = usePerson();
  const change = useChangeMember();
  const role = member.customRoleId ?? member.role;
  const form = useAppForm<Fields, Fields>({
    schema: fields,
    defaultValues: {
      role,
      team: member.teamId ?? "",
      unit: member.businessUnitId ?? "",
      branch: member.branchId ?? "",
      phone: member.phone ?? "",
    },
  });
  const save = async (values: Fields) => {
    await change({
      membershipId: member.id,
      ...(values.role !== role && toChoice(values.role)),
      teamId: values.team || null,
      businessUnitId: values.unit || null,
      branchId: values.branch || null,
      phone: values.phone || null,
    });
    onClose();
  };
  const options = (rows: readonly { id: string; name: string }[] | undefined) =>
    (rows ?? []).map((row) => ({ value: row.id, label: row.name }));
  return (
    <Form form={form} unguarded submitLabel={t("save")} onCancel={onClose} onSubmit={save}>
      <SelectField
        form={form}
        name="role"
        label={t("role")}
        hint={member.userId === id ? t("ownRole") : t("roleHint")}
        disabled={member.userId === id}
        options={roleOptions}
      />
      <SelectField
        form={form}
        name="team"
        label={t("team")}
        placeholder={t("noTeam")}
        options={options(teams.data)}
      />
      {(units.data?.length ?? 0) > 0 && (
        <SelectField
          form={form}
          name="unit"
          label={t("unit")}
          placeholder={t("everyUnit")}
          options={options(units.data)}
        />
      )}
      {(branches.data?.length ?? 0) > 0 && (
        <SelectField
          form={form}
          name="branch"
          label={t("branch")}
          placeholder={t("everyBranch")}
          options={options(branches.data)}
        />
      )}
      <PhoneField
        form={form}
        name="phone"
        label={t("phone")}
        country={tenant.data?.country ?? "PE"}
        optional
      />
    </Form>
  );
}
