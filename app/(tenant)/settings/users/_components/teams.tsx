"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { Form } from "@/app/_ui/patterns/form/form";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { useMay } from "@/app/_ui/shell/person";
import { createTeamInput, type TeamDto } from "@/server/modules/people/schema";

/** Groups of staff: whose rows the reach *team* means. */
export function Teams() {
  const t = useTranslations("people");
  const may = useMay();
  const api = useTRPC();
  const cache = useQueryClient();
  const { data = [] } = useQuery(api.people.listTeams.queryOptions());
  const [editing, setEditing] = useState<TeamDto | "new">();
  const [deleting, setDeleting] = useState<TeamDto>();
  const remove = useMutation(
    api.people.deleteTeam.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.people.pathFilter()),
    }),
  );
  return (
    <section aria-label={t("teams")}>
      <div className="mb-3 flex flex-wrap items-end justify-between gap-3">
        <div>
          <h2 className="text-base font-semibold">{t("teams")}</h2>
          <p className="text-muted">{t("teamsText")}</p>
        </div>
        {may("member.manage") && (
          <Button onClick={() => setEditing("new")}>
            <Plus aria-hidden />
            {t("addTeam")}
          </Button>
        )}
      </div>
      {data.length > 0 && (
        <Card>
          <ul className="divide-y divide-(--border)">
            {data.map((team) => (
              <li key={team.id} className="flex flex-wrap items-center gap-3 px-4 py-3">
                <span className="min-w-0 flex-1 font-medium break-words">{team.name}</span>
                <span className="text-muted">{t("people", { count: team.members })}</span>
                {may("member.manage") && (
                  <span className="flex gap-2">
                    <Button
                      size="sm"
                      aria-label={t("renameOf", { name: team.name })}
                      onClick={() => setEditing(team)}
                    >
                      {t("rename")}
                    </Button>
                    <Button
                      size="sm"
                      aria-label={t("deleteOf", { name: team.name })}
                      onClick={() => setDeleting(team)}
                    >
                      {t("delete")}
                    </Button>
                  </span>
                )}
              </li>
            ))}
          </ul>
        </Card>
      )}
      {editing && (
        <TeamDialog
          team={editing === "new" ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      )}
      {deleting && (
        <ConfirmAction
          open
          onOpenChange={(open) => !open && setDeleting(undefined)}
          title={t("deleteOf", { name: deleting.name })}
          confirmLabel={t("delete")}
          onConfirm={() => remove.mutateAsync({ teamId: deleting.id })}
        >
          {t("deleteTeamText", { count: deleting.members })}
        </ConfirmAction>
      )}
    </section>
  );
}

function TeamDialog({ team, onClose }: { team: TeamDto | undefined; onClose: () => void }) {
  const t = useTranslations("people");
  const api = useTRPC();
  const cache = useQueryClient();
  const create = useMutation(api.people.createTeam.mutationOptions());
  const rename = useMutation(api.people.renameTeam.mutationOptions());
  const form = useAppForm<{ name: string }, { name: string }>({
    schema: createTeamInput,
    defaultValues: { name: team?.name ?? "" },
  });
  const save = async ({ name }: { name: string }) => {
    await (team ? rename.mutateAsync({ teamId: team.id, name }) : create.mutateAsync({ name }));
    await cache.invalidateQueries(api.people.pathFilter());
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={team ? t("renameOf", { name: team.name }) : t("addTeam")}
    >
      <Form form={form} unguarded submitLabel={t("save")} onCancel={onClose} onSubmit={save}>
        <TextField form={form} name="name" label={t("teamName")} maxLength={80} />
      </Form>
    </Dialog>
  );
}
