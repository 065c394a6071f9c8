"use client";

import { useTranslations } from "next-intl";
import { z } from "zod";
import { When } from "@/app/_ui/patterns/when";

const row = z.record(z.string(), z.string());
const routerProof = z.object({
  by: z.literal("router"),
  router: z.string().default(""),
  routerTime: z.string().default(""),
  rows: z.array(row).default([]),
  sessions: z.array(row).default([]),
  at: z.string().optional(),
});
const STATES = ["on", "soft", "off", "gone"] as const;

/** What was read back, row by row, as the router said it; a person's or a webhook's word otherwise. */
export function ProofView({ proof }: { proof: Readonly<Record<string, unknown>> }) {
  const t = useTranslations();
  const state = STATES.find((one) => one === proof.state);
  const read = routerProof.safeParse(proof);
  const note = typeof proof.note === "string" && proof.note;
  return (
    <div className="space-y-3">
      <p>
        {state && t("network.proof.seen", { state: t(`services.enforced.${state}`) })}{" "}
        {typeof proof.at === "string" && (
          <span className="text-muted">
            <When at={proof.at} short />
          </span>
        )}
      </p>
      {note && <p>{note}</p>}
      {read.success && <RouterSaid proof={read.data} />}
    </div>
  );
}

function RouterSaid({ proof }: { proof: z.output<typeof routerProof> }) {
  const t = useTranslations("network.proof");
  const { router, routerTime, rows, sessions } = proof;
  return (
    <>
      <p className="text-muted">{t("witness", { router, time: routerTime })}</p>
      {rows.length === 0 ? (
        <p>{t("noRows")}</p>
      ) : (
        <ul className="space-y-2" aria-label={t("rows")}>
          {rows.map((one) => (
            <RowRead key={`${one.menu} ${one[".id"]}`} row={one} />
          ))}
        </ul>
      )}
      <p className="text-muted">{t("sessions", { count: sessions.length })}</p>
    </>
  );
}

function RowRead({ row: { menu, ".id": id, ...rest } }: { row: Readonly<Record<string, string>> }) {
  const words = Object.entries(rest).map(([name, value]) => `${name}=${value}`);
  return (
    <li className="rounded-control bg-raised px-2.5 py-2">
      <p className="text-[0.8125rem] text-muted">
        {menu} {id}
      </p>
      <code className="text-[0.8125rem] break-all">{words.join(" ")}</code>
    </li>
  );
}
