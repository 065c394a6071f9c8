"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Archive, ArchiveRestore, Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { Button } from "@/app/_ui/primitives/button";
import { useMay } from "@/app/_ui/shell/person";
import type { ItemDto } from "@/server/modules/catalog/schema";
import { ItemFormDialog } from "./item-form";

/** Change it, stop selling it, sell it again. */
export function ItemActions({ item }: { item: ItemDto }) {
  const t = useTranslations("catalog");
  const mayManage = useMay()("catalog.manage");
  const api = useTRPC();
  const cache = useQueryClient();
  const [open, setOpen] = useState<"edit" | "archive">();
  const onSuccess = () => cache.invalidateQueries(api.catalog.pathFilter());
  const archive = useMutation(api.catalog.archive.mutationOptions({ onSuccess }));
  const restore = useMutation(api.catalog.restore.mutationOptions({ onSuccess }));
  const { id: itemId, services } = item;
  if (!mayManage) return null;
  if (item.archivedAt)
    return (
      <Button
        variant="primary"
        disabled={restore.isPending}
        onClick={() => restore.mutate({ itemId })}
      >
        <ArchiveRestore aria-hidden />
        {t("restore")}
      </Button>
    );
  return (
    <>
      <Button variant="primary" onClick={() => setOpen("edit")}>
        <Pencil aria-hidden />
        {t("edit")}
      </Button>
      <Button onClick={() => setOpen("archive")}>
        <Archive aria-hidden />
        {t("archive")}
      </Button>
      {open === "edit" && (
        <ItemFormDialog item={item} onClose={() => setOpen(undefined)} onSaved={() => undefined} />
      )}
      <ConfirmAction
        open={open === "archive"}
        onOpenChange={() => setOpen(undefined)}
        title={t("archiveTitle", { name: item.name })}
        confirmLabel={t("archive")}
        onConfirm={() => archive.mutateAsync({ itemId, keepServices: services > 0 })}
      >
        {services > 0 ? t("archiveKeeps", { count: services }) : t("archiveText")}
      </ConfirmAction>
    </>
  );
}
