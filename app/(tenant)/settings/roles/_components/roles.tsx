"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Button } from "@/app/_ui/primitives/button";
import { useMay } from "@/app/_ui/shell/person";
import type { CustomRoleDto, RoleChoice } from "@/server/modules/people/schema";
import { ArchiveRole } from "./archive-role";
import { OwnRoles } from "./own-roles";
import { PermissionTable } from "./permission-table";
import { RoleDialog } from "./role-dialog";

/** Fixed roles beside the company's own: who may do what, and how far. */
export function Roles() {
  const t = useTranslations("roles");
  const may = useMay();
  const api = useTRPC();
  const roles = useQuery(api.people.listRoles.queryOptions());
  const [editing, setEditing] = useState<CustomRoleDto | "new">();
  const [archiving, setArchiving] = useState<CustomRoleDto>();
  const look = useMutation(
    api.people.viewAs.mutationOptions({ onSuccess: () => location.assign("/") }),
  );
  const onLook = (choice: RoleChoice) => look.mutate(choice);
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        action={
          may("role.manage") && (
            <Button variant="primary" onClick={() => setEditing("new")}>
              <Plus aria-hidden />
              {t("create")}
            </Button>
          )
        }
      />
      {look.isError && <ErrorNotice error={look.error} />}
      <QueryView query={roles}>
        {(own) => (
          <>
            <OwnRoles
              roles={own}
              onEdit={setEditing}
              onArchive={setArchiving}
              onLook={onLook}
              busy={look.isPending}
            />
            <PermissionTable own={own} />
            {editing && (
              <RoleDialog
                role={editing === "new" ? undefined : editing}
                onClose={() => setEditing(undefined)}
              />
            )}
            {archiving && (
              <ArchiveRole
                role={archiving}
                others={own.filter(({ id }) => id !== archiving.id)}
                onClose={() => setArchiving(undefined)}
              />
            )}
          </>
        )}
      </QueryView>
    </>
  );
}
