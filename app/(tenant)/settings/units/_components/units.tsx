"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Split } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { QueryView } from "@/app/_ui/patterns/query-view";
import type { UnitDto } from "@/server/modules/tenants/schema";
import { ArchiveDialog } from "./archive-dialog";
import { UnitDialog } from "./unit-dialog";
import { UnitSection } from "./unit-section";

/** Lines of business. */
export function Units() {
  const t = useTranslations("units");
  const api = useTRPC();
  const cache = useQueryClient();
  const units = useQuery(api.tenants.listUnits.queryOptions());
  const [editing, setEditing] = useState<UnitDto | "new">();
  const [archiving, setArchiving] = useState<UnitDto>();
  const archive = useMutation(
    api.tenants.archiveUnit.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.tenants.pathFilter()),
    }),
  );
  return (
    <QueryView query={units}>
      {(list) => (
        <>
          <UnitSection
            title={t("units")}
            text={t("unitsText")}
            icon={Split}
            addLabel={t("addUnit")}
            empty={t("noUnits")}
            rows={list}
            detail={(unit) => unit.description}
            onAdd={() => setEditing("new")}
            onEdit={setEditing}
            onArchive={setArchiving}
          />
          {editing && (
            <UnitDialog
              unit={editing === "new" ? undefined : editing}
              onClose={() => setEditing(undefined)}
            />
          )}
          {archiving && (
            <ArchiveDialog
              row={archiving}
              others={list.filter(({ id, archivedAt }) => id !== archiving.id && !archivedAt)}
              onClose={() => setArchiving(undefined)}
              onArchive={(moveTo) => archive.mutateAsync({ unitId: archiving.id, moveTo })}
            />
          )}
        </>
      )}
    </QueryView>
  );
}
