"use client";

import { useMutation } from "@tanstack/react-query";
import { ImageUp, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useRef, useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Button } from "@/app/_ui/primitives/button";
import {
  LOGO_MAX_BYTES,
  type LogoKind,
  type PreparedLogoDto,
} from "@/server/modules/tenants/schema";
import { uploadPicture } from "./upload-picture";

type LogoFieldProps = {
  kind: LogoKind;
  fileId: string | null;
  onChange: (fileId: string | null, reading?: PreparedLogoDto) => void;
};

/** One of the brand's pictures: shown on the ground it is made for, changed or taken away. */
export function LogoField({ kind, fileId, onChange }: LogoFieldProps) {
  const t = useTranslations("brand");
  const id = useId();
  const picker = useRef<HTMLInputElement>(null);
  const { send, busy, error } = useLogo(kind, onChange);
  return (
    <div role="group" aria-labelledby={id} className="space-y-2">
      <p id={id} className="font-medium">
        {t(`kinds.${kind}`)}
      </p>
      <p className="text-[0.8125rem] text-muted">{t(`kindHints.${kind}`)}</p>
      {fileId && (
        <div
          data-theme={kind === "dark" ? "dark" : "light"}
          className="grid h-20 place-items-center rounded-control border border-subtle bg-surface p-3"
        >
          {/* oxlint-disable-next-line next/no-img-element -- from our own door, sized already */}
          <img
            src={`/api/files/${fileId}`}
            alt={t(`kinds.${kind}`)}
            className="max-h-full max-w-full"
          />
        </div>
      )}
      {error !== undefined && <ErrorNotice error={error} />}
      <input
        ref={picker}
        type="file"
        hidden
        aria-label={t(`kinds.${kind}`)}
        accept="image/png,image/jpeg,image/webp"
        onChange={({ target }) => {
          const file = target.files?.[0];
          target.value = "";
          if (file) void send(file);
        }}
      />
      <div className="flex flex-wrap gap-2">
        <Button size="sm" disabled={busy} onClick={() => picker.current?.click()}>
          <ImageUp aria-hidden />
          {busy ? t("uploading") : t(fileId ? "change" : "upload")}
        </Button>
        {fileId && (
          <Button size="sm" variant="quiet" onClick={() => onChange(null)}>
            <Trash2 aria-hidden />
            {t("remove")}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Sends the picture and has it made fit; what goes wrong is told in words. */
function useLogo(kind: LogoKind, onChange: LogoFieldProps["onChange"]) {
  const t = useTranslations("brand");
  const prepare = useMutation(useTRPC().tenants.prepareLogo.mutationOptions());
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const send = async (file: File) => {
    setError(undefined);
    setBusy(true);
    try {
      const tooLarge = t("tooLarge", { kilobytes: LOGO_MAX_BYTES / 1024 });
      const uploaded = await uploadPicture(file, LOGO_MAX_BYTES, tooLarge);
      const made = await prepare.mutateAsync({ kind, fileId: uploaded.id });
      onChange(made.fileId, made);
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  return { send, busy, error };
}
