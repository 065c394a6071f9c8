"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { UserCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC, useTRPCClient } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import type { Chosen } from "@/app/_ui/patterns/data-table/list-column";
import { FormField } from "@/app/_ui/patterns/form-field";
import { showToast } from "@/app/_ui/patterns/toast/toasts";
import { Button } from "@/app/_ui/primitives/button";
import { Select } from "@/app/_ui/primitives/input";

type AssignTasksActionProps = { chosen: Chosen; count: number; onDone: () => void };

/** The most that one call takes. */
const MOST = 500;

/** Gives the chosen tasks to one person. */
export function AssignTasksAction({ chosen, count, onDone }: AssignTasksActionProps) {
  const t = useTranslations("collections");
  const api = useTRPC();
  const client = useTRPCClient();
  const cache = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [owner, setOwner] = useState("");
  const owners = useQuery(api.customers.listOwners.queryOptions());
  const assign = useMutation(
    api.collections.assignTasks.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.collections.pathFilter()),
    }),
  );
  const idsOf = async () => {
    if (chosen.mode === "ids") return chosen.ids;
    const ids: string[] = [];
    for (let cursor: string | undefined; ids.length < MOST;) {
      const page = await client.collections.listTasks.query({
        ...chosen.query,
        limit: 200,
        ...(cursor && { cursor }),
      });
      ids.push(...page.items.map(({ id }) => id));
      if (!page.nextCursor) break;
      cursor = page.nextCursor;
    }
    return ids.slice(0, MOST);
  };
  return (
    <>
      <Button size="sm" disabled={count > MOST} onClick={() => setAsking(true)}>
        <UserCheck aria-hidden />
        {t("assign")}
      </Button>
      <ConfirmAction
        open={asking}
        onOpenChange={setAsking}
        title={t("assignTitle", { count })}
        confirmLabel={t("assign")}
        variant="primary"
        onConfirm={async () => {
          const taskIds = await idsOf();
          const { changed } = await assign.mutateAsync({
            taskIds,
            ownerMembershipId: owner || null,
          });
          showToast(t("assigned", { count: changed }));
          onDone();
        }}
      >
        <FormField label={t("owner")}>
          {(control) => (
            <Select {...control} value={owner} onChange={({ target }) => setOwner(target.value)}>
              <option value="">{t("nobody")}</option>
              {(owners.data ?? []).map(({ membershipId, name }) => (
                <option key={membershipId} value={membershipId}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </FormField>
      </ConfirmAction>
    </>
  );
}
