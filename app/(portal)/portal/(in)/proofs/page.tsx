import { ImageUp } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { currentFace } from "@/app/_face/current-face";
import { portalPath } from "@/app/_face/portal-path";
import { caller, orLeave } from "@/app/_trpc/server";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { Badge } from "@/app/_ui/primitives/badge";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import type { PortalProofDto } from "@/server/modules/portal/account/proof-schema";
import { portalFormat } from "../../_components/portal-money";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("portal.proofs"))("title") };
}

/** What the customer sent and what became of it. */
export default async function PortalProofsPage() {
  const [t, face, proofs] = await Promise.all([
    getTranslations("portal.proofs"),
    currentFace(),
    orLeave(async () => (await caller()).portal.listProofs()),
  ]);
  const send = (
    <Button asChild variant="primary">
      <a href={portalPath(face.opens, "/proofs/new")}>{t("send")}</a>
    </Button>
  );
  return (
    <div className="space-y-5">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <h1 className="text-2xl font-semibold tracking-tight">{t("title")}</h1>
        {proofs.length > 0 && send}
      </div>
      <Card>
        {proofs.length === 0 ? (
          <EmptyState icon={ImageUp} title={t("none")} action={send}>
            {t("text")}
          </EmptyState>
        ) : (
          <ul className="divide-y divide-(--border)">
            {proofs.map((proof) => (
              <ProofRow key={proof.id} proof={proof} />
            ))}
          </ul>
        )}
      </Card>
    </div>
  );
}

const TONES = { waiting: "info", approved: "ok", rejected: "bad" } as const;

async function ProofRow({ proof }: { proof: PortalProofDto }) {
  const [t, format] = await Promise.all([getTranslations("portal.proofs"), portalFormat()]);
  const { status, currency, amountMinor, paidOn, operation, invoices, receipt } = proof;
  return (
    <li className="flex items-start gap-3 px-5 py-4">
      <div className="min-w-0 flex-1">
        <p className="font-medium tabular-nums">{format.money(amountMinor, currency)}</p>
        <p className="break-words text-muted">
          {[format.day(paidOn), operation, ...invoices].filter(Boolean).join(" · ")}
        </p>
        {receipt && <p className="text-muted">{t("receipt", { number: receipt })}</p>}
        {proof.rejectReason && (
          <p className="mt-1 break-words">{t("reason", { reason: proof.rejectReason })}</p>
        )}
      </div>
      <Badge tone={TONES[status]}>{t(`status.${status}`)}</Badge>
    </li>
  );
}
