"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Store } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { QueryView } from "@/app/_ui/patterns/query-view";
import type { BranchDto } from "@/server/modules/tenants/schema";
import { ArchiveDialog } from "./archive-dialog";
import { BranchDialog } from "./branch-dialog";
import { UnitSection } from "./unit-section";

/** Places of work. */
export function Branches() {
  const t = useTranslations("units");
  const api = useTRPC();
  const cache = useQueryClient();
  const branches = useQuery(api.tenants.listBranches.queryOptions());
  const units = useQuery(api.tenants.listUnits.queryOptions());
  const [editing, setEditing] = useState<BranchDto | "new">();
  const [archiving, setArchiving] = useState<BranchDto>();
  const archive = useMutation(
    api.tenants.archiveBranch.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.tenants.pathFilter()),
    }),
  );
  const unitOf = ({ businessUnitId }: BranchDto) =>
    units.data?.find(({ id }) => id === businessUnitId)?.name;
  return (
    <QueryView query={branches}>
      {(list) => (
        <>
          <UnitSection
            title={t("branches")}
            text={t("branchesText")}
            icon={Store}
            addLabel={t("addBranch")}
            empty={t("noBranches")}
            rows={list}
            detail={(branch) =>
              [branch.address, branch.phone, unitOf(branch)].filter(Boolean).join(" · ")
            }
            onAdd={() => setEditing("new")}
            onEdit={setEditing}
            onArchive={setArchiving}
          />
          {editing && (
            <BranchDialog
              branch={editing === "new" ? undefined : editing}
              units={units.data ?? []}
              onClose={() => setEditing(undefined)}
            />
          )}
          {archiving && (
            <ArchiveDialog
              row={archiving}
              others={list.filter(({ id, archivedAt }) => id !== archiving.id && !archivedAt)}
              onClose={() => setArchiving(undefined)}
              onArchive={(moveTo) => archive.mutateAsync({ branchId: archiving.id, moveTo })}
            />
          )}
        </>
      )}
    </QueryView>
  );
}
