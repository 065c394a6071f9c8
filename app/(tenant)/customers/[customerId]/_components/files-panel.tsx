"use client";

import { useMutation } from "@tanstack/react-query";
import { Download, FileUp, Trash2 } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useRef } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { uploadFile } from "@/app/_trpc/upload-file";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { When } from "@/app/_ui/patterns/when";
import { Button } from "@/app/_ui/primitives/button";
import { useMay } from "@/app/_ui/shell/person";
import type { CustomerDto } from "@/server/modules/crm/schema";
import { PanelRow } from "./panel";
import { IconButton } from "@/app/_ui/patterns/icon-button";
import { useDetails } from "./use-details";

const ACCEPTED = ".pdf,.jpg,.jpeg,.png,.webp,.xlsx,.csv,.txt";

/** Contracts, identity papers, photos: opened through our own door, which asks for the permission each time. */
export function FilesPanel({ customer }: { customer: CustomerDto }) {
  const t = useTranslations("customer");
  const format = useFormatter();
  const api = useTRPC();
  const may = useMay();
  const { details, mayChange, refresh } = useDetails(customer);
  const picker = useRef<HTMLInputElement>(null);
  const customerId = customer.id;
  const attach = useMutation(api.customers.addFile.mutationOptions({ onSuccess: refresh }));
  const remove = useMutation(api.customers.removeFile.mutationOptions({ onSuccess: refresh }));
  const send = useMutation({
    mutationFn: async (file: File) => {
      const { id } = await uploadFile(file.name, file);
      await attach.mutateAsync({ customerId, fileId: id });
    },
  });
  const failed = send.error ?? remove.error;
  const mayAdd = mayChange && may("file.upload");
  return (
    <QueryView query={details}>
      {({ files }) => (
        <div className="space-y-3">
          {failed && <ErrorNotice error={failed} />}
          {files.length === 0 && <p className="text-muted">{t("noFiles")}</p>}
          <ul className="divide-y divide-(--border)">
            {files.map(({ fileId, name, sizeBytes, authorName, createdAt }) => (
              <PanelRow
                key={fileId}
                actions={
                  <>
                    <Button asChild variant="quiet" size="sm" className="size-8 px-0">
                      <a
                        href={`/api/files/${fileId}`}
                        download
                        aria-label={t("download", { name })}
                        title={t("download", { name })}
                      >
                        <Download aria-hidden />
                      </a>
                    </Button>
                    {mayChange && (
                      <IconButton
                        icon={Trash2}
                        label={t("removeNamed", { name })}
                        disabled={remove.isPending}
                        onClick={() => remove.mutate({ customerId, fileId })}
                      />
                    )}
                  </>
                }
              >
                <span className="block font-medium break-all">{name}</span>
                <span className="block text-[0.8125rem] text-muted">
                  {format.number(sizeBytes / 1024, { maximumFractionDigits: 0 })} kB
                  {authorName && ` · ${authorName}`} · <When at={createdAt} />
                </span>
              </PanelRow>
            ))}
          </ul>
          {mayAdd && (
            <>
              <input
                ref={picker}
                type="file"
                accept={ACCEPTED}
                className="sr-only"
                aria-label={t("addFile")}
                tabIndex={-1}
                onChange={({ target }) => {
                  const file = target.files?.[0];
                  if (file) send.mutate(file);
                  target.value = "";
                }}
              />
              <Button size="sm" disabled={send.isPending} onClick={() => picker.current?.click()}>
                <FileUp aria-hidden />
                {send.isPending ? t("sending") : t("addFile")}
              </Button>
            </>
          )}
        </div>
      )}
    </QueryView>
  );
}
