"use client";

import { FileText } from "lucide-react";
import { useTranslations } from "next-intl";
import { Card } from "@/app/_ui/primitives/card";
import type { ProofDetailDto } from "@/server/modules/payments/proofs/schema";

/** The picture as it came, whole; a PDF is a file to open. */
export function ProofPicture({ file }: { file: ProofDetailDto["file"] }) {
  const t = useTranslations("proofs");
  const address = `/api/files/${file.id}`;
  return (
    <Card className="overflow-hidden" aria-label={t("picture")}>
      {file.mediaType.startsWith("image/") ? (
        // oxlint-disable-next-line nextjs/no-img-element -- behind a permission: no image service may fetch it
        <img
          src={address}
          alt={t("picture")}
          className="mx-auto block max-h-[36rem] w-full bg-raised object-contain"
        />
      ) : (
        <p className="grid place-items-center bg-raised py-16">
          <FileText aria-hidden className="size-12 text-muted" />
        </p>
      )}
      <a
        href={address}
        download
        className="block border-t border-subtle px-4 py-3 break-all text-brand-text underline underline-offset-4"
      >
        {t("openFile", { name: file.name })}
      </a>
    </Card>
  );
}
